/** Days, counted from 1970-01-01, and how they are written. */

const DAY = 86_400_000;
const LAST = 100_000_000; // the last day that a Date has; the first is as far away

/** A day that a Date can be of. @param {number} day */
export function bounded(day) {
  return Math.max(-LAST, Math.min(LAST, day));
}

/** A day as a Date, at its beginning. @param {number} day */
export function dateOf(day) {
  return new Date(bounded(day) * DAY);
}

/** The day, with its fraction, of a Date. @param {Date} date */
export function dayOf(date) {
  return date.getTime() / DAY;
}

/** A day as `2018-09-05`. @param {number} day */
export function dayText(day) {
  const date = dateOf(Math.floor(day));
  const year = date.getUTCFullYear();
  const sign = year < 0 ? "-" : "";
  const rest = date.toISOString().slice(-"01-01T00:00:00.000Z".length).slice(0, 5);
  return `${sign}${String(Math.abs(year)).padStart(4, "0")}-${rest}`;
}

/** The day that is written so; null: it is none. @param {string} text @returns {number | null} */
export function readDay(text) {
  const found = /^(-?\d{4,6})-(\d\d)-(\d\d)$/.exec(text.trim());
  if (!found) return null;
  const date = new Date(0);
  date.setUTCFullYear(Number(found[1]), Number(found[2]) - 1, Number(found[3]));
  const day = Math.round(dayOf(date));
  return dayText(day) === text.trim() ? day : null;
}
