/** The clock: a slider, a date, steps from one change to the next, strict or with hindsight. */

import { dayText, readDay } from "./days.js";
import { byId } from "./dom.js";
import { courseOf } from "./projection.js";

/**
 * @typedef {import("./history.js").History} History
 * @typedef {import("./projection.js").Clock} Clock
 */

/** The days on which anything changes, in order. @param {History} history @param {boolean} hindsight @returns {number[]} */
export function changeDays(history, hindsight) {
  const clock = { day: 0, hindsight };
  const events = history.events.flatMap((event) => courseOf(event, clock).map((change) => change.day));
  const attributes = history.issues.flatMap((issue) => issue.attributes);
  const states = attributes.flatMap((attribute) => courseOf(attribute, clock).map((change) => change.day));
  const days = new Set([...events, ...states]);
  return [...days].filter(Number.isFinite).sort((one, other) => one - other);
}

/** The next day of some after a day, or the one before. @param {number[]} days @param {number} day @param {number} side */
export function nextOf(days, day, side) {
  return (side > 0 ? days.find((one) => one > day) : days.findLast((one) => one < day)) ?? day;
}

/** What asks for a day. @param {History} history @param {[number, number]} span @param {(clock: Clock) => void} ask */
export function clockOf(history, span, ask) {
  const slider = /** @type {HTMLInputElement} */ (byId("slider"));
  const date = /** @type {HTMLInputElement} */ (byId("date"));
  const hindsight = /** @type {HTMLInputElement} */ (byId("hindsight"));
  const days = { strict: changeDays(history, false), hindsight: changeDays(history, true) };
  const clock = { day: history.asOf, hindsight: history.hindsight };
  const inner = days.hindsight.filter((day) => day >= span[0] && day <= span[1]);
  const first = Math.floor(Math.min(span[0], days.strict[0] ?? history.asOf));
  const last = Math.ceil(Math.max(span[1], inner.at(-1) ?? span[1], days.strict.at(-1) ?? 0, history.asOf));
  slider.min = String(first);
  slider.max = String(last);

  /** @param {Partial<Clock>} changed */
  const go = (changed) => {
    const next = { ...clock, ...changed };
    if (next.day === clock.day && next.hindsight === clock.hindsight) return;
    Object.assign(clock, next);
    show();
    ask({ ...clock });
  };
  const show = () => {
    slider.value = String(clock.day);
    slider.setAttribute("aria-valuetext", dayText(clock.day));
    if (readDay(date.value) !== clock.day) date.value = dayText(clock.day);
    hindsight.checked = clock.hindsight;
    byId("strict").toggleAttribute("checked", !clock.hindsight);
    /** @type {HTMLInputElement} */ (byId("strict")).checked = !clock.hindsight;
  };
  /** @param {number} side */
  const step = (side) => go({ day: nextOf(clock.hindsight ? days.hindsight : days.strict, clock.day, side) });

  slider.addEventListener("input", () => go({ day: Number(slider.value) }));
  date.addEventListener("change", () => {
    const day = readDay(date.value);
    if (day === null) date.value = dayText(clock.day);
    else go({ day });
  });
  for (const choice of ["strict", "hindsight"]) {
    byId(choice).addEventListener("change", () => go({ hindsight: choice === "hindsight" }));
  }
  byId("before").addEventListener("click", () => step(-1));
  byId("after").addEventListener("click", () => step(1));
  show();
  return { clock, go, step };
}
