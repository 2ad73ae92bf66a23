/** Draws the marks of a layout. */

import { svg } from "./dom.js";
import { elementOf } from "./layout/elements.js";

/** @typedef {import("./layout/marks.js").Mark} Mark */

/** Put marks into a picture, in the place of what was there. @param {Element} picture @param {Mark[]} marks */
export function draw(picture, marks) {
  picture.replaceChildren(...marks.map(drawn));
}

/** @param {Mark} mark @returns {SVGElement} */
function drawn(mark) {
  const { tag, attributes, text, title } = elementOf(mark);
  return svg(tag, attributes, text, title && svg("title", {}, title));
}
