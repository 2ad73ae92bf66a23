/** What the history comes to on a day: as could be known that day, or with hindsight. */

/**
 * @typedef {import("./history.js").History} History
 * @typedef {import("./history.js").Event} Event
 * @typedef {import("./history.js").EventChange} EventChange
 * @typedef {import("./history.js").StateChange} StateChange
 * @typedef {import("./history.js").Issue} Issue
 * @typedef {import("./history.js").Attribute} Attribute
 * @typedef {{ day: number, hindsight: boolean }} Clock
 * @typedef {{ event: Event, change: EventChange, title: string, until: number, reports: number } & EventChange} EventState
 *   `until`: a day until which its reports are known, of which there are so many
 * @typedef {{ name: string } & StateChange} AttributeState
 * @typedef {{ issue: Issue | null, attributes: AttributeState[], status: AttributeState | null, events: EventState[],
 *   last: EventState | null, next: EventState | null, contested: string[], flags: string[] }} IssueState
 * @typedef {{ clock: Clock, events: (EventState | null)[], issues: IssueState[] }} View
 */

export const STATUS = "status";
const FLAGGED = ["possible", "overdue", "due", "postponed"];

/**
 * What holds on a day: the last change until then.
 * @template {{ day: number }} Change
 * @param {Change[]} changes @param {number} day @returns {Change | null}
 */
export function at(changes, day) {
  let low = 0;
  let high = changes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (changes[middle].day <= day) low = middle + 1;
    else high = middle;
  }
  return low ? changes[low - 1] : null;
}

/** The changes of an event or an attribute. @template T @param {{ strict: T[], hindsight: T[] }} one @param {Clock} clock */
export function courseOf(one, clock) {
  return clock.hindsight ? one.hindsight : one.strict;
}

/** What was told of an event by a day. @param {Event} event @param {Clock} clock */
export function toldOf(event, clock) {
  return (clock.hindsight ? event.told.at(-1) : at(event.told, clock.day)) ?? event.told[0];
}

/** Whether something of a day could be known. @param {number} day @param {Clock} clock */
export function isKnown(day, clock) {
  return clock.hindsight || day <= clock.day;
}

/**
 * The answer as of a day. What is as it was in an answer `before` is the same object, so that a page can leave it be.
 * @param {History} history @param {Clock} clock @param {View} [before] @returns {View}
 */
export function project(history, clock, before) {
  const events = history.events.map((event, place) => eventAt(event, clock, before?.events[place] ?? null));
  /** @type {EventState[][]} */
  const bearing = history.issues.map(() => []);
  /** @type {EventState[]} */
  const stray = [];
  for (const event of inOrder(events)) {
    for (const issue of event.issues) bearing[issue].push(event);
    if (!event.issues.length) stray.push(event);
  }
  const issues = history.issues
    .filter((issue) => bearing[issue.place].length || !issue.reported)
    .map((issue) => ({ since: since(bearing[issue.place]), state: issueAt(issue, bearing[issue.place], clock) }))
    .sort((one, other) => one.since - other.since)
    .map(({ state }) => state);
  if (stray.length) issues.push(issueAt(null, stray, clock));
  return { clock, events, issues };
}

/** @param {Event} event @param {Clock} clock @param {EventState | null} before @returns {EventState | null} */
function eventAt(event, clock, before) {
  const change = at(courseOf(event, clock), clock.day);
  if (!change) return null;
  const until = clock.hindsight ? Number.POSITIVE_INFINITY : clock.day;
  const { title } = toldOf(event, clock);
  const reports = event.steps.reduce((count, step) => count + Number(step.day <= until), 0);
  const isAsBefore = before?.change === change && before.title === title && before.reports === reports;
  return isAsBefore ? before : { ...change, event, change, title, until, reports };
}

/** @param {(EventState | null)[]} events */
function inOrder(events) {
  const seen = events.filter((event) => event !== null);
  return seen.sort((one, other) => one.order - other.order);
}

/** @param {EventState[]} events */
function since(events) {
  return events.reduce((least, event) => Math.min(least, event.event.known), Number.MAX_SAFE_INTEGER);
}

/** @param {Issue | null} issue @param {EventState[]} events @param {Clock} clock @returns {IssueState} */
function issueAt(issue, events, clock) {
  const attributes = (issue?.attributes ?? []).flatMap((attribute) => attributeAt(attribute, clock));
  const contested = [...new Set(events.flatMap((event) => event.contested))].sort();
  return {
    issue,
    attributes,
    status: attributes.find((attribute) => attribute.name === STATUS) ?? null,
    events,
    last: events.findLast((event) => event.phase === "occurred") ?? null,
    next: events.find((event) => event.phase === "due" || event.phase === "upcoming") ?? null,
    contested,
    flags: flagsOf(attributes, contested, events),
  };
}

/** @param {Attribute} attribute @param {Clock} clock @returns {AttributeState[]} */
function attributeAt(attribute, clock) {
  const change = at(courseOf(attribute, clock), clock.day);
  return change?.claims.length ? [{ ...change, name: attribute.attribute }] : [];
}

/**
 * What a reader must not overlook, as `timeline project` says it.
 * @param {AttributeState[]} attributes @param {string[]} contested @param {EventState[]} events
 */
function flagsOf(attributes, contested, events) {
  const named = attributes.filter((attribute) => attribute.contested).map((attribute) => attribute.name);
  const all = [...new Set([...named, ...contested])].sort(
    (one, other) => Number(other === STATUS) - Number(one === STATUS),
  );
  const phases = FLAGGED.filter((phase) => events.some((event) => event.phase === phase));
  if (!all.length) return phases;
  return [all.length === 1 && all[0] === STATUS ? "contested" : `contested: ${all.join(", ")}`, ...phases];
}
