/** Which events of an answer are meant: by issue, phase, actor, source, by their words. */

import { isKnown, toldOf } from "./projection.js";

/**
 * @typedef {import("./projection.js").View} View
 * @typedef {import("./projection.js").Clock} Clock
 * @typedef {import("./projection.js").EventState} EventState
 * @typedef {import("./projection.js").IssueState} IssueState
 * @typedef {{ text: string, issue: string, phase: string, actor: string, source: string }} Filter Empty: any
 */

/** @type {Filter} */
export const ANY = { text: "", issue: "", phase: "", actor: "", source: "" };

/** Whether a filter chooses among events, and not among issues alone. @param {Filter} filter */
export function choosesEvents(filter) {
  return Boolean(filter.text.trim() || filter.phase || filter.actor || filter.source);
}

/** The issues of an answer, each with those of its events that are meant. @param {View} view @param {Filter} filter @returns {IssueState[]} */
export function select(view, filter) {
  const issues = view.issues.filter((state) => !filter.issue || state.issue?.id === filter.issue);
  if (!choosesEvents(filter)) return issues;
  const wanted = filter.text.trim().toLowerCase();
  const meant = new Set(view.events.filter((event) => event && isMeant(event, filter, wanted, view.clock)));
  return issues
    .map((state) => ({ ...state, events: state.events.filter((event) => isIn(event, meant, view)) }))
    .filter((state) => state.events.length);
}

/** @param {EventState} event @param {Set<EventState | null>} meant @param {View} view */
function isIn(event, meant, view) {
  return meant.has(view.events[event.event.place]);
}

/** @param {EventState} event @param {Filter} filter @param {string} wanted @param {Clock} clock */
function isMeant(event, filter, wanted, clock) {
  if (filter.phase && event.phase !== filter.phase) return false;
  if (filter.actor && !toldOf(event.event, clock).actors.includes(filter.actor)) return false;
  if (filter.source && !publishersOf(event, clock).includes(filter.source)) return false;
  return !wanted || wordsOf(event, clock).includes(wanted);
}

/** Who reported an event. @param {EventState} event @param {Clock} clock @returns {string[]} */
export function publishersOf(event, clock) {
  const steps = event.event.steps.filter((step) => isKnown(step.day, clock));
  return steps.flatMap((step) => step.sources.map((source) => source.publisher)).filter(Boolean);
}

/** All words of an event, in small letters. @param {EventState} event @param {Clock} clock */
function wordsOf(event, clock) {
  const told = toldOf(event.event, clock);
  const claims = told.claims.flatMap((claim) => [`${claim.issue}.${claim.attribute} = ${claim.value}`, claim.claimant]);
  const words = [told.title, event.event.id, told.summary, told.place, told.kind, ...told.actors, ...claims];
  return [...words, ...publishersOf(event, clock), event.when?.text ?? ""].join("\n").toLowerCase();
}
