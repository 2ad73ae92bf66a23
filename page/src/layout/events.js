/** The events of a lane in rows: windows, spans, moves, shapes, labels, and how many there was no room for. */

import { pack } from "./packing.js";
import { LABEL, placeOf } from "./places.js";
import { n, ring, shape } from "./shapes.js";
import { fit, isRightToLeft, measure } from "./text.js";

/**
 * @typedef {import("../projection.js").EventState} EventState
 * @typedef {import("./marks.js").Mark} Mark
 * @typedef {import("./places.js").Frame} Frame
 * @typedef {import("./places.js").Place} Place
 * @typedef {{ text: string, x: number, isOver: boolean, isBefore: boolean }} Label
 */

export const ROW = 21;
const THICK = 9;
const AROUND = 9; // of the ring that says that accounts differ
const NAMED = 3;
const HIT = 10; // around a shape, also where it is hollow, it can be chosen
const COUNTED = 46; // so far apart counts stand at least

/** @param {EventState[]} events @param {Frame} frame @param {number} most of rows @param {number} top @returns {{ marks: Mark[], height: number }} */
export function eventsOf(events, frame, most, top) {
  const places = events.map((event) => placeOf(event, frame));
  const { rows, left } = pack(
    places.filter((place) => !place.beyond),
    most,
  );
  const marks = rows.flatMap((row, number) => rowOf(row, top + number * ROW + ROW / 2, frame));
  const counts = countsOf(left, top + rows.length * ROW + 10, frame);
  const height = rows.length * ROW + (counts.length ? 16 : 0);
  return { marks: [...marks, ...counts, ...beyond(places, -1, frame), ...beyond(places, 1, frame)], height };
}

/** Events where they were before, if nothing about them is new: what the clock moves is seldom one of them. */
export function remembered() {
  /** @type {any[]} */
  let asked = [];
  let placed = eventsOf([], { width: 0, span: [0, 1], x: () => 0 }, 1, 0);
  /** @type {typeof eventsOf} */
  return (events, frame, most, top) => {
    const now = [frame.width, ...frame.span, most, top, ...events];
    const isNew = now.length !== asked.length || now.some((one, place) => one !== asked[place]);
    if (isNew) [asked, placed] = [now, eventsOf(events, frame, most, top)];
    return placed;
  };
}

/** How many events are before or after what is seen. @param {Place[]} places @param {number} side @param {Frame} frame @returns {Mark[]} */
function beyond(places, side, frame) {
  const there = places.filter((place) => place.beyond === side);
  if (!there.length) return [];
  const [first, last] = spanOf(there);
  const [text, anchor] = side < 0 ? [`‹ ${there.length}`, "start"] : [`${there.length} ›`, "end"];
  const span = /** @type {[number, number]} */ ([Math.min(first, frame.span[0]), Math.max(last, frame.span[1])]);
  const at = { x: side < 0 ? 1 : frame.width - 1, y: 13, size: 11, anchor: /** @type {"start" | "end"} */ (anchor) };
  return [{ kind: "text", class: "count", ...at, text, title: titleOf(there, side < 0 ? "earlier" : "later"), span }];
}

/** @param {Place[]} row @param {number} y @param {Frame} frame @returns {Mark[]} */
function rowOf(row, y, frame) {
  const labels = labelsOf(row, frame);
  const glyphs = row.flatMap((place, number) => glyph(place, y, labels[number]?.isOver ?? false));
  return [...glyphs, ...labels.flatMap((label, number) => (label ? [named(row[number], label, y)] : []))];
}

/** The labels of a row from left to right, each between what stands before it and after it. @param {Place[]} row @param {Frame} frame */
function labelsOf(row, frame) {
  /** @type {(Label | null)[]} */
  const labels = [];
  let taken = 0; // up to where something stands
  row.forEach((place, number) => {
    const next = row[number + 1];
    const until = next ? next.left - (next.isBefore ? next.wish : 0) - 4 : frame.width;
    const label = labelOf(place, taken, until, frame);
    labels.push(label);
    taken = Math.max(place.right, label && !label.isBefore ? label.x + measure(label.text, LABEL) : 0) + 6;
  });
  return labels;
}

/** @param {Place} place @param {number} y @param {boolean} isUnder a label @returns {Mark[]} */
function glyph(place, y, isUnder) {
  const { event, bar, x } = place;
  const own = { event: event.event.place };
  /** @type {Mark[]} */
  const marks = movesOf(place, y);
  if (bar) {
    const style = `${event.when?.lasts ? "span" : "window"} ${event.phase}`;
    const [middle, half] = isUnder ? [y + 6.5, 2] : [y, THICK / 2];
    marks.push({ kind: "path", class: style, d: barOf(bar, place.open, middle, half), ...own });
  }
  if (event.contested.length) marks.push({ kind: "path", class: "dispute", d: ring(x, y, AROUND), ...own });
  marks.push({ kind: "path", class: `event ${event.phase}`, d: shape(event.phase, x, y), ...own });
  const left = bar ? bar[0] : x - HIT;
  marks.push({ kind: "rect", class: "hit", x: n(left), y: y - HIT, width: n(x + HIT - left), height: 2 * HIT, ...own });
  return marks;
}

/** A bar; an end that is open is a point. @param {[number, number]} bar @param {string} open @param {number} y @param {number} half */
function barOf([from, until], open, y, half) {
  const left = open.includes("<")
    ? `M${n(from)} ${y}L${n(from + half)} ${y - half}`
    : `M${n(from)} ${y + half}V${y - half}`;
  const right = open.includes(">")
    ? `H${n(until - half)}L${n(until)} ${y}L${n(until - half)} ${y + half}`
    : `H${n(until)}V${y + half}`;
  return `${left}${right}${open.includes("<") ? `H${n(from + half)}` : ""}Z`;
}

/** Arrows from each date that was given before to the next. @param {Place} place @param {number} y @returns {Mark[]} */
function movesOf(place, y) {
  const stops = [...place.moves, place.bar ? place.bar[0] : place.x];
  return place.moves.map((from, number) => {
    const to = stops[number + 1];
    const side = Math.sign(to - from) || 1;
    const end = to - side * (number === place.moves.length - 1 && !place.bar ? 8 : 0);
    const head = `M${n(end - side * 4)} ${y - 3}L${n(end)} ${y}L${n(end - side * 4)} ${y + 3}`;
    const tail = `M${n(from)} ${y - 4}V${y + 4}M${n(from)} ${y}H${n(end)}`;
    return { kind: "path", class: "move", d: tail + head, event: place.event.event.place };
  });
}

/** The title as far as there is room for it: over a long bar, after the event, or before it. @param {Place} place @param {number} from @param {number} until @param {Frame} frame @returns {Label | null} */
function labelOf(place, from, until, frame) {
  const { title } = place.event;
  const start = place.right + 3;
  const room = Math.min(frame.width, until) - start;
  const before = fit(title, LABEL, place.left - 5 - from);
  const after = fit(title, LABEL, room);
  const over = place.bar ? Math.max(0, place.bar[0]) + 2 : start;
  const above = place.bar ? place.bar[1] - over - 10 : 0;
  const onBar = fit(title, LABEL, above);
  const isCut = before !== title && after !== title;
  if (onBar === title || (isCut && (above >= 120 || (above > 40 && room < 40)))) {
    return labelled(onBar, over, { isOver: true });
  }
  if (before.length > after.length) return labelled(before, place.left - 5, { isBefore: true });
  return labelled(after, start, {});
}

/** @param {string} text @param {number} x @param {{ isOver?: boolean, isBefore?: boolean }} how @returns {Label | null} */
function labelled(text, x, { isOver = false, isBefore = false }) {
  return text ? { text, x, isOver, isBefore } : null;
}

/** @param {Place} place @param {Label} label @param {number} y @returns {Mark} */
function named({ event }, { text, x, isOver, isBefore }, y) {
  const anchor = /** @type {"start" | "end"} */ (isBefore ? "end" : "start");
  const at = { x: n(x), y: y + (isOver ? 2 : 4), size: LABEL, anchor };
  const told = { text, title: event.title, rightToLeft: isRightToLeft(text), event: event.event.place };
  return { kind: "text", class: `label ${event.phase}`, ...at, ...told };
}

/** How many events there was no room for, about where they would stand. @param {Place[]} left @param {number} y @param {Frame} frame @returns {Mark[]} */
function countsOf(left, y, frame) {
  /** @type {Place[][]} */
  const groups = [];
  for (const place of left) {
    const group = groups.at(-1);
    if (group && place.x - group[0].x < COUNTED) group.push(place);
    else groups.push([place]);
  }
  return groups.map((group) => {
    const middle = (group[0].x + group[group.length - 1].x) / 2;
    const x = Math.max(14, Math.min(frame.width - 14, middle));
    const title = titleOf(group, "more");
    return {
      kind: "text",
      class: "count",
      x: n(x),
      y,
      size: 11,
      anchor: "middle",
      text: `+${group.length}`,
      title,
      span: spanOf(group),
    };
  });
}

/** @param {Place[]} group @param {string} word */
function titleOf(group, word) {
  const named = group.slice(0, NAMED).map((place) => place.event.title);
  return `${group.length} ${word}: ${named.join("; ")}${group.length > NAMED ? "; …" : ""}`;
}

/** The days around some places. @param {Place[]} group @returns {[number, number]} */
function spanOf(group) {
  const days = group.flatMap(({ days }) => days.filter(Number.isFinite));
  return [Math.min(...days) - 1, Math.max(...days) + 2];
}
