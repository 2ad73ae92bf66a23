/** The span of days that a picture opens on: the one that holds nearly all events. */

/**
 * @typedef {import("../history.js").History} History
 * @typedef {import("../history.js").When} When
 * @typedef {import("../projection.js").View} View
 */

const NEARLY = 0.9;
const WORTH = 1.5; // what is left out has to make the rest so much larger
const AROUND = 0.04;
const LEAST = 14;

/** Of all that a history ever tells. @param {History} history @returns {[number, number]} */
export function openingSpan(history) {
  return spanOf(
    history.events.flatMap((event) => daysOf(event, Number.POSITIVE_INFINITY, event.strict)),
    history.asOf,
  );
}

/** Of what is known on a day, and that day, if it is not far from them. @param {View} view @returns {[number, number]} */
export function shownSpan({ events, clock }) {
  const until = clock.hindsight ? Number.POSITIVE_INFINITY : clock.day;
  const days = events.flatMap((state) => (state ? daysOf(state.event, until, [state]) : []));
  return spanOf([...days, clock.day], clock.day);
}

/** @param {number[]} some @param {number} day that is seen where there are none @returns {[number, number]} */
function spanOf(some, day) {
  const days = some.sort((one, other) => one - other);
  if (!days.length) return around(day, day);
  const many = Math.max(1, Math.ceil(days.length * NEARLY));
  let best = 0;
  for (let first = 0; first + many <= days.length; first++) {
    if (days[first + many - 1] - days[first] < days[best + many - 1] - days[best]) best = first;
  }
  const [first, last] = [days[best], days[best + many - 1]];
  const whole = days[days.length - 1] - days[0];
  return whole <= (last - first) * WORTH ? around(days[0], days[days.length - 1]) : around(first, last);
}

/** The days at which an event stands, or stood before it was moved; else the one on which it became known. @param {History["events"][number]} event @param {number} until the last day of which reports count @param {{ when: When | null }[]} stood @returns {number[]} */
function daysOf(event, until, stood) {
  const steps = event.steps.filter((step) => step.day <= until);
  const whens = new Set([...steps, ...stood].flatMap(({ when }) => (when ? [when] : [])));
  const days = [...whens].flatMap((when) => [when.last, when.first].filter(Number.isFinite).slice(0, 1));
  return days.length ? days : [event.steps[0]?.day].filter(Number.isFinite);
}

/** @param {number} first @param {number} last @returns {[number, number]} */
function around(first, last) {
  const spare = Math.max((last - first) * AROUND, (LEAST - (last - first)) / 2, 1);
  return [first - spare, last + spare * 2];
}
