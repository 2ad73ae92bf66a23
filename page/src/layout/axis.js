/** The axis of time: a scale of days, its ticks, and how they are named. */

import { scaleLinear, scaleUtc } from "d3-scale";
import { utcFormat } from "d3-time-format";
import { dateOf, dayOf } from "../days.js";
import { n } from "./shapes.js";
import { measure } from "./text.js";

/**
 * @typedef {import("./marks.js").Mark} Mark
 * @typedef {import("./places.js").Scale} Scale
 * @typedef {{ x: number, label: string, strong: boolean }} Tick
 */

export const HEIGHT = 30;
const SIZE = 11.5;
const ROOM = 96; // for a tick
const DAY = "%-d %b";
const [YEAR, MONTH, DATE] = ["%Y", "%b", DAY].map((format) => utcFormat(format));
const FULL = utcFormat("%-d %b %Y");
const MONTH_OF_YEAR = utcFormat("%b %Y");

/** @param {[number, number]} span of days @param {number} width @returns {Scale} */
export function scaleOf(span, width) {
  return scaleLinear(span, [0, width]);
}

/** Where the ticks are of a span of days. @param {[number, number]} span @param {number} width @returns {Tick[]} */
export function ticksOf(span, width) {
  const scale = scaleUtc([dateOf(span[0]), dateOf(span[1])], [0, width]);
  const dates = scale.ticks(Math.max(2, Math.floor(width / ROOM))).filter(isMidnight);
  const step = dates.length > 1 ? dayOf(dates[1]) - dayOf(dates[0]) : 1;
  return dates.map((date, place) => ({ x: scale(date), ...nameOf(date, step, place === 0) }));
}

/** @param {Date} date */
function isMidnight(date) {
  return Number.isInteger(dayOf(date));
}

/** @param {Date} date @param {number} step in days @param {boolean} isFirst */
function nameOf(date, step, isFirst) {
  const isYear = date.getUTCMonth() === 0 && date.getUTCDate() === 1;
  if (step >= 360) return { label: yearOf(date), strong: false };
  if (step >= 28) {
    const label = isFirst && !isYear ? MONTH_OF_YEAR(date) : MONTH(date);
    return { label: isYear ? YEAR(date) : label, strong: isYear || isFirst };
  }
  const isMonth = date.getUTCDate() === 1;
  if (isFirst || isYear) return { label: FULL(date), strong: true };
  return { label: DATE(date), strong: isMonth };
}

/** @param {Date} date */
function yearOf(date) {
  const year = date.getUTCFullYear();
  return year > 0 ? String(year) : `${1 - year} BC`;
}

/** The names of the ticks, and the line of the day that is asked about. @param {[number, number]} span @param {number} width @param {number} today @param {string} label @returns {Mark[]} */
export function axisOf(span, width, today, label) {
  const x = scaleOf(span, width)(today + 0.5);
  const half = measure(label, SIZE) / 2 + 6;
  const middle = Math.max(half, Math.min(width - half, x));
  const names = namesOf(ticksOf(span, width), width, middle, half);
  const isIn = x >= 0 && x <= width;
  const beyond = x < 0 ? `‹ ${label}` : `${label} ›`;
  return [
    ...names,
    { kind: "rect", class: "now-label", x: n(middle - half), y: 2, width: n(2 * half), height: 18 },
    { kind: "text", class: "now-text", x: n(middle), y: 15, size: SIZE, anchor: "middle", text: isIn ? label : beyond },
    ...(isIn ? [/** @type {Mark} */ ({ kind: "path", class: "now", d: `M${n(x)} 20V${HEIGHT}` })] : []),
  ];
}

/** The ticks, and the names of those that have room. @param {Tick[]} ticks @param {number} width @param {number} middle @param {number} half @returns {Mark[]} */
function namesOf(ticks, width, middle, half) {
  let taken = 0;
  return ticks.flatMap((tick) => {
    const line = /** @type {Mark} */ ({ kind: "path", class: "tick", d: `M${n(tick.x)} 22V${HEIGHT}` });
    const right = tick.x + measure(tick.label, SIZE) + 7;
    const isUnder = right > middle - half && tick.x < middle + half;
    if (right > width || tick.x < taken || isUnder) return [line];
    taken = right;
    const style = tick.strong ? "tick-name strong" : "tick-name";
    const at = { x: n(tick.x + 3), y: 16, size: SIZE, anchor: /** @type {"start"} */ ("start") };
    return [line, { kind: "text", class: style, ...at, text: tick.label }];
  });
}
