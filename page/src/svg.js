/** A sheet as a file of SVG that needs nothing else: no style, no script, no other file. */

import { elementOf } from "./layout/elements.js";
import { FAMILY, inFonts } from "./layout/fonts.js";
import { COLOURS, HATCH, lookOf, rimOf } from "./layout/looks.js";

/**
 * @typedef {import("./layout/marks.js").Mark} Mark
 * @typedef {import("./layout/sheet.js").Part} Part
 * @typedef {import("./layout/sheet.js").Sheet} Sheet
 */

const [NAME, ABOUT] = ["timeline-title", "timeline-about"];
/** @type {Record<string, string>} */
const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu; // in XML 1.0

/** @param {Sheet} sheet */
export function svgOf({ width, height, title, about, parts }) {
  const size = { width, height, viewBox: `0 0 ${width} ${height}` };
  const read = { role: "img", "aria-labelledby": `${NAME} ${ABOUT}` };
  const hatch = { id: HATCH, width: 5, height: 5, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" };
  return `${tag(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", ...size, ...read, "font-family": FAMILY },
    tag("title", { id: NAME }, escaped(title)),
    tag("desc", { id: ABOUT }, escaped(about)),
    tag("defs", {}, tag("pattern", hatch, tag("path", { d: "M0 0V5", stroke: COLOURS.soft, "stroke-width": 2.4 }))),
    tag("rect", { class: "paper", width, height, fill: COLOURS.paper }),
    ...parts.map(partOf),
  )}\n`;
}

/** @param {Part} part */
function partOf({ x, y, marks, lane }) {
  const drawn = marks.filter((mark) => mark.class !== "hit").flatMap(drawnOf);
  if (!lane) return tag("g", x || y ? { transform: `translate(${x} ${y})` } : {}, ...drawn);
  const { issue, width, height } = lane;
  return tag("svg", { class: "lane", "data-issue": issue || undefined, x, y, width, height }, ...drawn);
}

/** @param {Mark} mark */
function drawnOf(mark) {
  const { tag: name, attributes, text, title } = elementOf({ ...mark, event: undefined });
  const { "data-span": _, ...shown } = attributes;
  const words = text === undefined ? [] : inFonts(text).map(wordsOf);
  const hint = title === undefined || title === text ? [] : [tag("title", {}, escaped(title))];
  const rim = rimOf(mark.class);
  return [
    // A rim is drawn on its own, as many programs do not know `paint-order`, and would draw it over the words.
    ...(rim ? [tag(name, { ...shown, class: "rim", ...rim }, ...words)] : []),
    tag(name, { ...shown, ...lookOf(mark.class) }, ...hint, ...words),
  ];
}

/** @param {{ text: string, family?: string }} part */
function wordsOf({ text, family }) {
  return family ? tag("tspan", { "font-family": family }, escaped(text)) : escaped(text);
}

/** @param {string} name @param {Record<string, string | number | undefined>} attributes @param {string[]} children */
function tag(name, attributes, ...children) {
  const said = Object.entries(attributes).filter(([, value]) => value !== undefined);
  const begin = `${name}${said.map(([key, value]) => ` ${key}="${escaped(String(value))}"`).join("")}`;
  const inner = children.join("");
  const isText = name === "text" || name === "tspan" || name === "title" || name === "desc";
  const end = isText ? "" : "\n";
  return inner ? `<${begin}>${end}${inner}</${name}>${name === "tspan" ? "" : "\n"}` : `<${begin}/>\n`;
}

/** @param {string} text */
function escaped(text) {
  return text.replace(FORBIDDEN, "\ufffd").replace(/[&<>"]/g, (sign) => ESCAPES[sign]);
}
