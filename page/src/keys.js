/** The keys: in the chart, which is one stop, arrows go between events; elsewhere the clock has keys of its own. */

import { byId } from "./dom.js";
import { eventWords } from "./words.js";

/**
 * @typedef {import("./projection.js").IssueState} IssueState
 * @typedef {import("./projection.js").EventState} EventState
 * @typedef {{ lane: number, event: number }} Spot An event by its place among those of its lane
 * @typedef {{ issues: () => IssueState[], choose: (event: number) => void, mark: (spot: Spot | null) => void,
 *   close: () => void, actions: Record<string, () => void> }} Controls
 */

/** @param {Controls} controls */
export function keysOf({ issues, choose, mark, close, actions }) {
  const chart = byId("chart");
  /** @type {Spot | null} */
  let spot = null;

  /** @param {Spot | null} next */
  const go = (next) => {
    spot = next;
    mark(next);
    const event = next && issues()[next.lane]?.events[next.event];
    byId("said").textContent = event ? `${eventWords(event)}. ${issues()[next.lane].issue?.title ?? ""}` : "";
  };

  /** @type {Record<string, () => Spot | null>} */
  const moves = {
    ArrowRight: () => sideways(issues(), spot, 1),
    ArrowLeft: () => sideways(issues(), spot, -1),
    ArrowDown: () => across(issues(), spot, 1),
    ArrowUp: () => across(issues(), spot, -1),
    Home: () => ({ lane: spot?.lane ?? 0, event: 0 }),
    End: () => ({ lane: spot?.lane ?? 0, event: issues()[spot?.lane ?? 0].events.length - 1 }),
  };
  chart.addEventListener("keydown", (event) => {
    if (event.target !== chart || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key in moves && issues().length) go(moves[event.key]());
    else if ((event.key === "Enter" || event.key === " ") && spot)
      choose(issues()[spot.lane].events[spot.event].event.place);
    else return;
    event.preventDefault();
  });
  chart.addEventListener("blur", () => mark(null));
  chart.addEventListener("focus", () => go(spot && issues()[spot.lane]?.events[spot.event] ? spot : null));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return close();
    const isTyped = /** @type {HTMLElement} */ (event.target).matches(
      "input:not([type=range]):not([type=radio]), select, textarea",
    );
    if (isTyped || event.ctrlKey || event.altKey || event.metaKey || !(event.key in actions)) return;
    actions[event.key]();
    event.preventDefault();
  });
  return { forget: () => go(null) };
}

/** @param {IssueState[]} issues @param {Spot | null} spot @param {number} side @returns {Spot} */
function sideways(issues, spot, side) {
  if (!spot) return { lane: 0, event: 0 };
  const last = issues[spot.lane].events.length - 1;
  return { lane: spot.lane, event: Math.max(0, Math.min(last, spot.event + side)) };
}

/** The event of the next lane that is nearest in time. @param {IssueState[]} issues @param {Spot | null} spot @param {number} side @returns {Spot} */
function across(issues, spot, side) {
  if (!spot) return { lane: 0, event: 0 };
  let lane = spot.lane + side;
  while (issues[lane] && !issues[lane].events.length) lane += side;
  if (!issues[lane]) return spot;
  const { order } = issues[spot.lane].events[spot.event];
  const away = issues[lane].events.map((event) => Math.abs(event.order - order));
  return { lane, event: away.indexOf(Math.min(...away)) };
}
