/** How an answer is put in words. */

import { dayText } from "./days.js";

/**
 * @typedef {import("./history.js").History} History
 * @typedef {import("./history.js").When} When
 * @typedef {import("./history.js").Source} Source
 * @typedef {import("./projection.js").Clock} Clock
 * @typedef {import("./projection.js").EventState} EventState
 * @typedef {import("./projection.js").AttributeState} AttributeState
 * @typedef {import("./projection.js").IssueState} IssueState
 * @typedef {import("./projection.js").View} View
 */

/** Phases in a word, for who chooses and for who listens. @type {Record<string, string>} */
export const PHASES = {
  occurred: "occurred",
  possible: "possible",
  upcoming: "upcoming",
  due: "due now",
  postponed: "postponed",
  overdue: "overdue",
  cancelled: "cancelled",
  retracted: "retracted",
};

export const NOTHING = "Nothing is known of any issue by then, or none is meant.";

/** @param {When | null} when */
export function whenWords(when) {
  return when?.text ?? "no date";
}

/** From when on a value holds, as exactly as is known: `since 2018-09-05`, `by 2018-10-04`. @param {AttributeState} state @param {EventState | null} first */
export function sinceWords(state, first) {
  if (!Number.isFinite(state.since)) return "always";
  const { text, first: begin, last, lasts } = first?.when ?? { text: "", first: 0, last: 0, lasts: false };
  if (begin === last || lasts) return `${text ? "since" : "by"} ${dayText(state.since)}`;
  if (/^\d{4}(-\d\d)?$/.test(text)) return `since ${text}`;
  const isAbout = /[~?%]$/.test(text) && !/[[{/]/.test(text);
  return isAbout ? `since about ${text.slice(0, -1)}` : `by ${dayText(state.since)}`;
}

/** The clocks of what is shown. @param {Clock} clock @param {string} recordedBy */
export function clocksWords(clock, recordedBy) {
  const known = clock.hindsight ? "with hindsight" : `as known by ${dayText(clock.day)}`;
  return `as of ${dayText(clock.day)}, ${known}${recordedBy ? `, as recorded by ${recordedBy}` : ""}`;
}

/** A source in one line. @param {Source} source */
export function sourceWords(source) {
  return [source.publisher, source.title].filter(Boolean).join(", ") || source.url || "unnamed source";
}

/** An event in one line. @param {EventState} event */
export function eventWords(event) {
  const contested = event.contested.length ? `, contested: ${event.contested.join(", ")}` : "";
  return `${whenWords(event.when)}, ${PHASES[event.phase]}${contested}: ${event.title}`;
}

/** @param {number} number @param {string} one */
export function counted(number, one) {
  const digits = String(number).replace(/\B(?=(\d{3})+$)/g, ",");
  return `${digits} ${one}${number === 1 ? "" : "s"}`;
}

/** How much is shown. @param {IssueState[]} issues */
export function countsWords(issues) {
  const shown = new Set(issues.flatMap((issue) => issue.events.map((event) => event.event.place)));
  return `${counted(issues.filter((issue) => issue.issue).length, "issue")}, ${counted(shown.size, "event")}`;
}

/** Status, since when, flags; the first two are empty where nothing has a status. @param {IssueState} state @param {View} view */
export function aboutWords(state, view) {
  const { status } = state;
  const told = status ? [status.claims[0].value, sinceWords(status, view.events[status.first])] : ["", ""];
  return [...told, ...state.flags];
}
