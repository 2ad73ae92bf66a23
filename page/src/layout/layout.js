/** The picture of a history: lanes of issues under one axis of time. No page is needed for it, and nothing is drawn. */

import { dayText } from "../days.js";
import { project } from "../projection.js";
import { select } from "../selection.js";
import { HEIGHT as AXIS, axisOf, scaleOf, ticksOf } from "./axis.js";
import { HEIGHT as BAND, bandOf } from "./band.js";
import { eventsOf } from "./events.js";
import { n } from "./shapes.js";

/**
 * @typedef {import("../history.js").History} History
 * @typedef {import("../projection.js").Clock} Clock
 * @typedef {import("../projection.js").IssueState} IssueState
 * @typedef {import("../selection.js").Filter} Filter
 * @typedef {import("./marks.js").Mark} Mark
 * @typedef {{ clock: Clock, span: [number, number], filter: Filter, rows: number }} State `span` are the days that are
 *   seen, `rows` how many rows of events a lane has at most
 * @typedef {{ issue: string, title: string, height: number, marks: Mark[] }} Lane
 * @typedef {{ back: Mark[], band: Mark[], events: Mark[] }} Layers What a lane is drawn of, each over the one before
 * @typedef {{ width: number, axis: { height: number, marks: Mark[] }, lanes: Lane[] }} Marks
 */

const GAP = 5;
export const STRAY = "Events that bear on no issue";

/** The marks of a picture so wide. @param {History} history @param {State} state @param {number} width @returns {Marks} */
export function layout(history, state, width) {
  const lanes = select(project(history, state.clock), state.filter).map((issue) => laneOf(issue, state, width));
  return { width, axis: { height: AXIS, marks: axis(state, width) }, lanes };
}

/** @param {State} state @param {number} width */
export function axis({ clock, span }, width) {
  return axisOf(span, width, clock.day, dayText(clock.day));
}

/** The lane of an issue. @param {IssueState} state @param {State} shown @param {number} width @returns {Lane} */
export function laneOf(state, shown, width) {
  const { height, layers } = layersOf(state, shown, width, eventsOf);
  return { issue: state.issue?.id ?? "", title: titleOf(state), height, marks: Object.values(layers).flat() };
}

/**
 * The same in layers; `place` finds the marks of events, or has them already.
 * @param {IssueState} state @param {State} shown @param {number} width @param {typeof eventsOf} place
 * @returns {{ height: number, layers: Layers }}
 */
export function layersOf(state, { clock, span, rows }, width, place) {
  const frame = { width, span, x: scaleOf(span, width) };
  const band = bandOf(state.issue, clock, frame);
  const top = band.length ? BAND + GAP : 0;
  const events = place(state.events, frame, rows, top);
  const height = Math.max(top + events.height, BAND) + 3;
  const back = [...grid(span, width, height), ...now(frame.x(clock.day + 0.5), frame.width, height)];
  return { height, layers: { back, band, events: events.marks } };
}

/** @param {IssueState} state */
export function titleOf(state) {
  return state.issue?.title ?? STRAY;
}

/** @param {[number, number]} span @param {number} width @param {number} height @returns {Mark[]} */
function grid(span, width, height) {
  const d = ticksOf(span, width)
    .map((tick) => `M${n(tick.x)} 0V${n(height)}`)
    .join("");
  return d ? [{ kind: "path", class: "grid", d }] : [];
}

/** @param {number} x @param {number} width @param {number} height @returns {Mark[]} */
function now(x, width, height) {
  return x < 0 || x > width ? [] : [{ kind: "path", class: "now", d: `M${n(x)} 0V${n(height)}` }];
}
