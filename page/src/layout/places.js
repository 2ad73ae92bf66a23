/** Where events stand along the axis: a point, a window, a span, and the dates that they were moved from. */

import { measure } from "./text.js";

/**
 * @typedef {import("../history.js").When} When
 * @typedef {import("../projection.js").EventState} EventState
 * @typedef {(day: number) => number} Scale
 * @typedef {{ width: number, span: [number, number], x: Scale }} Frame
 * @typedef {{ event: EventState, left: number, right: number, x: number, bar: [number, number] | null, open: string,
 *   moves: number[], wish: number, isBefore: boolean, beyond: number, days: number[] }} Place `wish`: the room that its
 *   label wants, `isBefore`: before it, as there is not so much after it; `beyond`: before (-1) or after the picture (1)
 */

export const LABEL = 12; // size of a label
const POINT = 7; // half of what a point takes
const BAR = 12; // a shorter window is a point
const STUB = 44; // what is shown of a window with an open end
const LONGEST = 230; // of a label
const FAR = 60; // how far beyond the picture it is still drawn

/** The place of an event. @param {EventState} event @param {Frame} frame @returns {Place} */
export function placeOf(event, frame) {
  const moves = movesOf(event);
  const when = event.when ?? moves.pop() ?? null;
  const [first, last] = when ? ends(when, frame) : undated(event, frame);
  const bar = isBar(first, last, when)
    ? /** @type {[number, number]} */ ([clip(first, frame), clip(last, frame)])
    : null;
  const x = bar ? bar[1] : (first + last) / 2;
  const from = moves.map((when) => clip(middle(when, frame), frame));
  const left = Math.min(bar ? bar[0] : x - POINT, ...from);
  const right = Math.max(x + POINT, ...from);
  const beyond = last < 0 ? -1 : Number(first > frame.width);
  const days = when ? [when.first, when.last] : [event.event.steps[0].day];
  const wish = Math.min(measure(event.title, LABEL), LONGEST) + 6;
  const isBefore = right + wish > frame.width && left >= wish;
  return { event, left, right, x, bar, open: openOf(when), moves: from, wish, isBefore, beyond, days };
}

/** The dates that an event was planned for before, as far as they were others. @param {EventState} event @returns {When[]} */
function movesOf({ event, when, until }) {
  /** @type {When[]} */
  const dates = [];
  for (const step of event.steps) {
    const planned = step.day <= until && step.phase === "scheduled" ? step.when : null;
    if (planned && planned.text !== dates.at(-1)?.text) dates.push(planned);
  }
  return when ? dates.filter((planned) => !overlap(planned, when)) : dates;
}

/** @param {When} one @param {When} other */
function overlap(one, other) {
  return one.first <= other.last && other.first <= one.last;
}

/** @param {When} when @param {Frame} frame @returns {[number, number]} */
function ends(when, frame) {
  const first = Number.isFinite(when.first) ? frame.x(when.first) : null;
  const last = Number.isFinite(when.last) ? frame.x(when.last + 1) : null;
  if (first === null && last === null) return [-FAR, frame.width + FAR];
  if (first === null) return when.lasts ? [-FAR, last ?? 0] : [(last ?? 0) - STUB, last ?? 0];
  if (last === null) return when.lasts ? [first, frame.width + FAR] : [first, first + STUB];
  return [first, last];
}

/** An event of which no date was ever given stands where it became known. @param {EventState} event @param {Frame} frame @returns {[number, number]} */
function undated(event, frame) {
  const day = event.event.strict[0]?.day ?? 0;
  return [frame.x(day), frame.x(day + 1)];
}

/** @param {number} first @param {number} last @param {When | null} when */
function isBar(first, last, when) {
  return when !== null && last - first >= BAR && (when.first !== when.last || !Number.isFinite(when.first));
}

/** @param {When | null} when */
function openOf(when) {
  if (!when) return "";
  return (Number.isFinite(when.first) ? "" : "<") + (Number.isFinite(when.last) ? "" : ">");
}

/** @param {When} when @param {Frame} frame */
function middle(when, frame) {
  const [first, last] = ends(when, frame);
  return (first + last) / 2;
}

/** @param {number} x @param {Frame} frame */
function clip(x, frame) {
  return Math.max(-FAR, Math.min(frame.width + FAR, x));
}
