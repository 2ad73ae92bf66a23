/** What each shape of a picture says. */

import { PHASES } from "../words.js";
import { ring, shape } from "./shapes.js";

/**
 * @typedef {import("./marks.js").Mark} Mark
 * @typedef {{ of: string[], width: number, marks: Mark[], words: string }} Item `of`: what marks it is about
 */

/** @type {Item[]} */
export const LEGEND = [
  ...Object.keys(PHASES).map((phase) =>
    item([`event ${phase}`], 16, PHASES[phase], path(`event ${phase}`, shape(phase, 8, 8))),
  ),
  item(["window"], 30, "some day in that time", path("window", "M2 4H28V12H2Z")),
  item(["span"], 30, "all of that time", path("span", "M2 4H28V12H2Z")),
  item(["move"], 30, "moved from that date", path("move", "M3 4V12M3 8H27M23 5L27 8L23 11")),
  item(["dispute", "contested"], 40, "accounts differ", path("dispute", ring(9, 8, 7)), {
    kind: "rect", class: "band colour-0 contested", x: 22, y: 2.75, width: 17, height: 10.5,
  }), // biome-ignore format: one line each
];

/** @param {string[]} of @param {number} width @param {string} words @param {Mark[]} marks @returns {Item} */
function item(of, width, words, ...marks) {
  return { of, width, marks, words };
}

/** @param {string} style @param {string} d @returns {Mark} */
function path(style, d) {
  return { kind: "path", class: style, d };
}
