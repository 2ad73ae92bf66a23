/** A picture that stands alone: a title, the clocks, the axis, of each issue a heading beside its lane, a legend. */

import { project } from "../projection.js";
import { select } from "../selection.js";
import { clocksWords, countsWords, NOTHING } from "../words.js";
import { headOf } from "./heading.js";
import { axis, laneOf } from "./layout.js";
import { LEGEND } from "./legend.js";
import { measure, wrap } from "./text.js";

/**
 * @typedef {import("../history.js").History} History
 * @typedef {import("../projection.js").IssueState} IssueState
 * @typedef {import("../projection.js").View} View
 * @typedef {import("./layout.js").State} State
 * @typedef {import("./marks.js").Mark} Mark
 * @typedef {{ x: number, y: number, marks: Mark[], lane?: { issue: string, width: number, height: number } }} Part
 *   Marks somewhere on the sheet; `lane`: what they are of, and that nothing is seen of them outside of it
 * @typedef {{ width: number, height: number, title: string, about: string, parts: Part[] }} Sheet
 * @typedef {{ margin: number, head: number, gap: number, across: number, left: number }} Frame How wide headings and
 *   lanes are, and where lanes begin
 */

const [NARROW, WIDE] = [600, 1000]; // below that headings stand above their lanes; from that on margins are larger
const [TITLE, UNDER, SMALL] = [20, 12.5, 11];
const BETWEEN = 8;
const LEGEND_LINE = 19;

/** @param {History} history @param {State} state @param {number} width @param {string} proof what all of it was made from @returns {Sheet} */
export function sheetOf(history, state, width, proof) {
  const frame = frameOf(width);
  const view = project(history, state.clock);
  const issues = select(view, state.filter);
  const about = `${clocksWords(state.clock, history.recordedBy)} · ${countsWords(issues)}`;
  const parts = [
    titlePart(history.log.title, about, frame, width),
    axisPart(state, frame, width),
    ...issues.map((issue) => lanePart(issue, view, state, frame, width)),
    ...(issues.length ? [] : [textPart(NOTHING, "under", UNDER, frame, width)]),
    legendPart(issues, state, frame, width),
    textPart(proof, "proof", SMALL, frame, width),
  ];
  return { width, ...stacked(parts, frame.margin), title: history.log.title, about };
}

/** @param {number} width @returns {Frame} */
function frameOf(width) {
  const margin = width < WIDE ? 16 : 24;
  if (width < NARROW) return { margin, head: width - 2 * margin, gap: 0, across: width - 2 * margin, left: margin };
  const head = Math.max(140, Math.min(230, Math.round(width * 0.19)));
  const gap = Math.round(margin * 0.75);
  return { margin, head, gap, across: width - 2 * margin - head - gap, left: margin + head + gap };
}

/** Parts below each other. @param {{ height: number, parts: Part[] }[]} some @param {number} margin */
function stacked(some, margin) {
  let top = margin;
  const parts = some.flatMap(({ height, parts }) => {
    const here = parts.map((part) => ({ ...part, y: part.y + top }));
    top += height;
    return here;
  });
  return { parts, height: Math.ceil(top + margin) };
}

/** @param {string} title @param {string} about @param {Frame} frame @param {number} width */
function titlePart(title, about, { margin }, width) {
  const room = width - 2 * margin;
  const name = linesOf(wrap(title, TITLE, room, true), "title", TITLE, 24, 18);
  const under = linesOf(wrap(about, UNDER, room), "under", UNDER, 17, 18 + name.height - 2);
  const height = name.height + under.height + 12;
  return { height, parts: [{ x: margin, y: 0, marks: [...name.marks, ...under.marks] }] };
}

/** @param {string} text @param {string} style @param {number} size @param {Frame} frame @param {number} width */
function textPart(text, style, size, { margin }, width) {
  const { marks, height } = linesOf(wrap(text, size, width - 2 * margin), style, size, size + 4, 22);
  return { height: height + 8, parts: [{ x: margin, y: 0, marks }] };
}

/** @param {string[]} lines @param {string} style @param {number} size @param {number} step @param {number} y @returns {{ marks: Mark[], height: number }} */
export function linesOf(lines, style, size, step, y) {
  const marks = lines.map((text, number) => {
    const at = { x: 0, y: y + number * step, size, anchor: /** @type {"start"} */ ("start") };
    return /** @type {Mark} */ ({ kind: "text", class: style, ...at, text });
  });
  return { marks, height: lines.length * step };
}

/** @param {State} state @param {Frame} frame @param {number} width */
function axisPart(state, { across, left, margin }, width) {
  const height = 31;
  const lane = { issue: "", width: across, height };
  return { height, parts: [{ x: left, y: 0, marks: axis(state, across), lane }, rule(margin, width, height - 0.5)] };
}

/** @param {number} margin @param {number} width @param {number} y @returns {Part} */
function rule(margin, width, y) {
  return { x: 0, y: 0, marks: [{ kind: "path", class: "rule", d: `M${margin} ${y}H${width - margin}` }] };
}

/** @param {IssueState} issue @param {View} view @param {State} state @param {Frame} frame @param {number} width */
function lanePart(issue, view, state, { margin, head, across, left }, width) {
  const heading = headOf(issue, view, head);
  const { marks, height } = laneOf(issue, state, across);
  const below = left === margin ? heading.height + 4 : 0;
  const bottom = Math.max(heading.height, below + height) + 2 * BETWEEN;
  const lane = { issue: issue.issue?.id ?? "", width: across, height };
  /** @type {Part[]} */
  const parts = [
    { x: margin, y: BETWEEN, marks: heading.marks },
    { x: left, y: BETWEEN + below, marks, lane },
    rule(margin, width, Math.ceil(bottom) - 0.5),
  ];
  return { height: Math.ceil(bottom), parts };
}

/** What the shapes say that are in the picture. @param {IssueState[]} issues @param {State} state @param {Frame} frame @param {number} width */
function legendPart(issues, state, { margin, across }, width) {
  const styles = issues.flatMap((issue) => laneOf(issue, state, across).marks.map((mark) => mark.class));
  const used = LEGEND.filter(({ of }) => of.some((style) => styles.some((one) => isOf(one, style))));
  /** @type {Part[]} */
  const parts = [];
  let [x, y] = [margin, 12];
  for (const { width: glyph, marks, words } of used) {
    const wide = glyph + 5 + measure(words, SMALL + 1);
    if (x > margin && x + wide > width - margin) [x, y] = [margin, y + LEGEND_LINE];
    const at = { x: glyph + 5, y: 12, size: SMALL + 1, anchor: /** @type {"start"} */ ("start") };
    parts.push({ x, y, marks: [...marks, { kind: "text", class: "legend", ...at, text: words }] });
    x = Math.ceil(x + wide + 16);
  }
  return { height: used.length ? y + LEGEND_LINE - 6 : 0, parts };
}

/** @param {string} one @param {string} style */
function isOf(one, style) {
  const words = one.split(" ");
  return style.split(" ").every((word) => words.includes(word));
}
