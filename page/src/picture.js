/** Makes a picture where there is no page: whoever runs this file calls `picture` with texts, and gets text. */

import { readHistory } from "./history.js";
import { shownSpan } from "./layout/opening.js";
import { sheetOf } from "./layout/sheet.js";
import { project } from "./projection.js";
import { ANY } from "./selection.js";
import { svgOf } from "./svg.js";

const LEAST = 14; // days that are seen where one end is asked for

/**
 * The picture of the data of a page.
 * @param {string} data JSON as data.py writes it @param {string} asked JSON: `width`, `rows`, `first` and `last` of the
 *   days that are seen (null: nearly all), `proof`
 */
function picture(data, asked) {
  const history = readHistory(JSON.parse(data));
  const { width, rows, first, last, proof } = JSON.parse(asked);
  const clock = { day: history.asOf, hindsight: history.hindsight };
  const span = spanOf(shownSpan(project(history, clock)), first, last);
  const sheet = sheetOf(history, { clock, span, filter: ANY, rows }, width, proof);
  return JSON.stringify({ svg: svgOf(sheet), width: sheet.width, height: sheet.height });
}

/** The days that are asked for; where one end is not, that of what is shown, if it is on the right side. @param {[number, number]} shown @param {number | null} first @param {number | null} last @returns {[number, number]} */
function spanOf(shown, first, last) {
  const from = first ?? Math.min(shown[0], (last ?? shown[1]) - LEAST);
  return [from, last === null ? Math.max(shown[1], from + LEAST) : last + 1];
}

Object.assign(globalThis, { picture });
