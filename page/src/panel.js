/** The panel of an event: its dates and who reported each, its claims, its sources, what replaced what. */

import { dayText } from "./days.js";
import { byId, el, link, text } from "./dom.js";
import { courseOf, isKnown, toldOf } from "./projection.js";
import { PHASES, sourceWords, whenWords } from "./words.js";

/**
 * @typedef {import("./history.js").History} History
 * @typedef {import("./history.js").Source} Source
 * @typedef {import("./history.js").Step} Step
 * @typedef {import("./history.js").Claim} Claim
 * @typedef {import("./projection.js").Clock} Clock
 * @typedef {import("./projection.js").View} View
 * @typedef {import("./projection.js").EventState} EventState
 * @typedef {(event: number) => void} Choose
 */

/** Show an event. @param {History} history @param {View} view @param {EventState} state @param {Choose} choose */
export function showPanel(history, view, state, choose) {
  const told = toldOf(state.event, view.clock);
  byId("panel-title").replaceChildren(text(state.title));
  byId("panel-body").replaceChildren(
    ...sections([
      [null, [headOf(history, state)]],
      [null, told.summary ? [el("p", { dir: "auto" }, told.summary)] : []],
      ["Dates, and who reported each", reportsOf(state, view.clock)],
      ["Accounts differ", told.accounts.map((account) => accountOf(account, view.clock))],
      ["Claims", told.claims.map((claim) => claimOf(claim, history, view, state, choose))],
      ["Sources", sourcesOf(state, view.clock)],
      ["More", moreOf(told, state)],
    ]),
  );
}

/** @param {[string | null, HTMLElement[]][]} parts */
function sections(parts) {
  return parts
    .filter(([, items]) => items.length)
    .flatMap(([title, items]) => (title ? [el("h3", {}, title), el("ul", {}, ...items)] : items));
}

/** @param {History} history @param {EventState} state */
function headOf(history, state) {
  const contested = state.contested.length
    ? el("span", { class: "flag" }, `contested: ${state.contested.join(", ")}`)
    : null;
  const phase = el("span", { class: `phase ${state.phase}` }, history.phases.get(state.phase) ?? state.phase);
  return el("p", { class: "panel-head" }, el("strong", {}, whenWords(state.when)), " ", phase, " ", contested);
}

/** @param {EventState} state @param {Clock} clock */
function reportsOf(state, clock) {
  const steps = state.event.steps.filter((step) => isKnown(step.day, clock));
  return steps.map((step, place) => reportOf(step, steps[place - 1], clock));
}

/** @param {Step} step @param {Step | undefined} before @param {Clock} clock */
function reportOf(step, before, clock) {
  const [source] = cited(step.sources, clock);
  const own = step.own ? ` ${step.own.text}` : "";
  const replaced =
    before?.when && before.when.text !== step.when?.text
      ? [" ", el("s", {}, before.when.text), ` → ${whenWords(step.when)}`]
      : [];
  const who = source ? link(source.url, sourceWords(source)) : "no source named";
  const day = Number.isFinite(step.day) ? dayText(step.day) : "";
  return el(
    "li",
    {},
    el("span", { class: "day" }, day),
    " ",
    who,
    `: ${PHASES[step.phase] ?? step.phase}${own}`,
    ...replaced,
  );
}

/** Those that had appeared. @param {Source[]} sources @param {Clock} clock */
function cited(sources, clock) {
  return sources.filter((source) => isKnown(source.published.day, clock));
}

/** @param {import("./history.js").Account} account @param {Clock} clock */
function accountOf(account, clock) {
  const who = cited(account.sources, clock).map((source) => source.publisher || sourceWords(source));
  return el(
    "li",
    {},
    `${account.phase} ${whenWords(account.when)}, according to `,
    text([...new Set(who)].join(", ") || "nobody named"),
  );
}

/** @param {Claim} claim @param {History} history @param {View} view @param {EventState} state @param {Choose} choose */
function claimOf(claim, history, view, state, choose) {
  const issue = history.issues.find((one) => one.id === claim.issue);
  const who = claim.claimant ? [", says ", text(claim.claimant)] : [];
  const known = claim.known ? `, known ${claim.known}` : "";
  const named = el("bdi", { class: "subject" }, `${issue?.title ?? claim.issue}: ${claim.attribute}`);
  const said = [named, " ", el("strong", {}, text(claim.value)), ...who, known];
  return el("li", {}, ...said, ...replacedBy(claim, history, view, state, choose));
}

/** What a claim replaced, and what replaced it. @param {Claim} claim @param {History} history @param {View} view @param {EventState} state @param {Choose} choose */
function replacedBy(claim, history, view, state, choose) {
  const issue = history.issues.find((one) => one.id === claim.issue);
  const attribute = issue?.attributes.find((one) => one.attribute === claim.attribute);
  if (!attribute) return [];
  const held = courseOf(attribute, view.clock).filter((change) => change.day <= view.clock.day && change.claims.length);
  const winners = held
    .map((change) => change.claims[0])
    .filter((one, place, all) => one.value !== all[place - 1]?.value);
  const own = winners.findIndex((one) => one.event === state.event.place && one.value === claim.value);
  if (own < 0) return [];
  return [["replaced ", winners[own - 1]], ["replaced by ", winners[own + 1]]].flatMap(([words, other]) => other ? [aside(/** @type {string} */ (words), /** @type {any} */ (other), view, choose)] : []); // biome-ignore format: pairs
}

/** @param {string} words @param {import("./history.js").Standing} other @param {View} view @param {Choose} choose */
function aside(words, other, view, choose) {
  const event = view.events[other.event];
  const name = event?.title ?? "another event";
  const button = el("button", { type: "button", class: "text", click: () => choose(other.event) }, text(name));
  return el("div", { class: "aside" }, words, text(other.value), ": ", button);
}

/** @param {EventState} state @param {Clock} clock */
function sourcesOf(state, clock) {
  const steps = state.event.steps.filter((step) => isKnown(step.day, clock));
  const once = new Set(steps.flatMap((step) => cited(step.sources, clock)));
  return [...once].map((source) => {
    const published = source.published.text ? ` (${source.published.text})` : "";
    return el("li", {}, link(source.url, sourceWords(source)), published);
  });
}

/** @param {import("./history.js").Told} told @param {EventState} state */
function moreOf(told, state) {
  const rows = [["Kind", told.kind], ["Place", told.place], ["Actors", told.actors.join(", ")], ["Id", state.event.id]]; // biome-ignore format: a table
  return rows.filter(([, words]) => words).map(([name, words]) => el("li", {}, `${name}: `, text(words)));
}
