/** Draws the marks of a layout. */

import { svg } from "./dom.js";

/** @typedef {import("./layout/marks.js").Mark} Mark */

/** Put marks into a picture, in the place of what was there. @param {Element} picture @param {Mark[]} marks */
export function draw(picture, marks) {
  picture.replaceChildren(...marks.map(drawn));
}

/** @param {Mark} mark @returns {SVGElement} */
function drawn(mark) {
  const own = { class: mark.class, "data-event": mark.event };
  const title = "title" in mark && mark.title ? svg("title", {}, mark.title) : null;
  if (mark.kind === "path") return svg("path", { ...own, d: mark.d, "fill-rule": "evenodd" });
  if (mark.kind === "rect") {
    const { x, y, width, height } = mark;
    return svg("rect", { ...own, x, y, width, height, rx: 3 }, title);
  }
  return svg("text", { ...own, ...placed(mark), "data-span": mark.span?.join(" ") }, mark.text, title);
}

const OTHER_END = { start: "end", middle: "middle", end: "start" };

/** A text from right to left ends where another begins. @param {import("./layout/marks.js").Text} mark */
function placed({ x, y, size, anchor, rightToLeft }) {
  const turned = rightToLeft ? { direction: "rtl", "text-anchor": OTHER_END[anchor] } : { "text-anchor": anchor };
  return { x, y, "font-size": size, ...turned };
}
