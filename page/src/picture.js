/** Makes a picture where there is no page: whoever runs this file calls `picture` with texts, and gets text. */

import { readHistory } from "./history.js";
import { openingSpan } from "./layout/opening.js";
import { sheetOf } from "./layout/sheet.js";
import { ANY } from "./selection.js";
import { svgOf } from "./svg.js";

/**
 * The picture of the data of a page.
 * @param {string} data JSON as data.py writes it @param {string} asked JSON: `width`, `rows`, `first` and `last` of the
 *   days that are seen (null: nearly all), `proof`
 */
function picture(data, asked) {
  const history = readHistory(JSON.parse(data));
  const { width, rows, first, last, proof } = JSON.parse(asked);
  const [from, until] = openingSpan(history);
  const span = /** @type {[number, number]} */ ([
    first ?? Math.min(from, (last ?? until) - 14),
    last ?? Math.max(until, (first ?? from) + 14),
  ]);
  const clock = { day: history.asOf, hindsight: history.hindsight };
  const sheet = sheetOf(history, { clock, span, filter: ANY, rows }, width, proof);
  return JSON.stringify({ svg: svgOf(sheet), width: sheet.width, height: sheet.height });
}

Object.assign(globalThis, { picture });
