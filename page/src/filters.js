/** What chooses among events: a search, and lists of issues, phases, actors and sources. */

import { byId, el } from "./dom.js";
import { ANY } from "./selection.js";
import { PHASES } from "./words.js";

/**
 * @typedef {import("./history.js").History} History
 * @typedef {import("./selection.js").Filter} Filter
 */

/** @param {History} history @param {(filter: Filter) => void} ask */
export function filtersOf(history, ask) {
  /** @type {(keyof Filter)[]} */
  const names = ["text", "issue", "phase", "actor", "source"];
  const inputs = names.map((name) => /** @type {HTMLInputElement | HTMLSelectElement} */ (byId(`by-${name}`)));
  offer(
    "issue",
    history.issues.map(({ id, title }) => [id, title]),
  );
  offer(
    "phase",
    [...history.phases.keys()].map((phase) => [phase, PHASES[phase] ?? phase]),
  );
  offer("actor", counted(history.events.flatMap((event) => [...new Set(event.told.flatMap((told) => told.actors))])));
  offer("source", counted(history.events.flatMap((event) => publishers(event))));

  const read = () => {
    const entries = names.map((name, place) => [name, inputs[place].value]);
    const filter = /** @type {Filter} */ (Object.fromEntries(entries));
    byId("clear").hidden = names.every((name) => !filter[name]);
    return filter;
  };
  for (const input of inputs) input.addEventListener("input", () => ask(read()));
  byId("clear").addEventListener("click", () => {
    set(ANY);
    ask(read());
    byId("by-text").focus();
  });
  /** @param {Partial<Filter>} filter */
  const set = (filter) => {
    names.forEach((name, place) => {
      if (name in filter) inputs[place].value = filter[name] ?? "";
    });
    return read();
  };
  return { set };
}

/** @param {History["events"][number]} event */
function publishers(event) {
  return [...new Set(event.steps.flatMap((step) => step.sources.map((source) => source.publisher)))];
}

/** Fill a list. @param {string} name @param {string[][]} choices */
function offer(name, choices) {
  byId(`by-${name}`).append(...choices.map(([value, words]) => el("option", { value }, words)));
}

/** Those that come most often first. @param {string[]} names */
function counted(names) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const name of names) if (name) counts.set(name, (counts.get(name) ?? 0) + 1);
  const inOrder = [...counts].sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1));
  return inOrder.map(([name, count]) => [name, `${name} (${count})`]);
}
