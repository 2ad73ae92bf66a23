/** The table of issues: what `timeline project` shows, with figures that differ side by side. */

import { addressOf } from "./address.js";
import { arrange, byId, el, text } from "./dom.js";
import { titleOf } from "./layout/layout.js";
import { sinceWords, whenWords } from "./words.js";

/**
 * @typedef {import("./projection.js").View} View
 * @typedef {import("./projection.js").IssueState} IssueState
 * @typedef {import("./projection.js").AttributeState} AttributeState
 * @typedef {import("./projection.js").EventState} EventState
 * @typedef {(event: number) => void} Choose
 */

/** A row, and what it says: a step of the clock changes few. @typedef {{ said: string, row: HTMLElement }} Kept */

const MOST = 12; // of figures that stand side by side
/** @type {Map<string, Kept>} */
const made = new Map();

/** Show the rows; the work of filling them. @param {IssueState[]} issues @param {View} view @param {Choose} choose */
export function showTable(issues, view, choose) {
  const states = issues.filter((state) => state.issue);
  const rows = states.map((state) => keptOf(state).row);
  arrange(byId("rows"), rows);
  byId("none").hidden = rows.length > 0;
  return states.map((state) => () => fill(keptOf(state), state, view, choose));
}

/** @param {IssueState} state @returns {Kept} */
function keptOf(state) {
  const id = state.issue?.id ?? "";
  const kept = made.get(id) ?? { said: "", row: el("tr", { role: "row", "data-issue": id }) };
  made.set(id, kept);
  return kept;
}

/** @param {Kept} kept @param {IssueState} state @param {View} view @param {Choose} choose */
function fill(kept, state, view, choose) {
  const said = JSON.stringify([state.attributes, state.flags, cellOf(state.last), cellOf(state.next)]);
  if (said !== kept.said) kept.row.replaceChildren(...cellsOf(state, view, choose));
  kept.said = said;
  kept.row.querySelector("a")?.setAttribute("href", addressOf(view.clock, state.issue?.id ?? ""));
}

/** @param {EventState | null} event */
function cellOf(event) {
  return event && [event.event.place, event.when?.text, event.title];
}

/** @param {IssueState} state @param {View} view @param {Choose} choose */
function cellsOf(state, view, choose) {
  const { status, flags } = state;
  const id = state.issue?.id ?? "";
  const others = state.attributes.filter((attribute) => attribute !== status);
  const name = el("a", { href: addressOf(view.clock, id) }, text(titleOf(state)));
  return [
    el("th", { role: "rowheader", scope: "row" }, name, el("span", { class: "id" }, id)),
    el("td", { role: "cell", "data-label": "Status" }, ...(status ? [attributeOf(status, view, choose)] : ["–"])),
    el(
      "td",
      { role: "cell", "data-label": "Since" },
      status ? sinceWords(status, view.events[status.first]).replace("since ", "") : "–",
    ),
    el("td", { role: "cell", "data-label": "Last" }, eventOf(state.last, choose)),
    el("td", { role: "cell", "data-label": "Next" }, eventOf(state.next, choose)),
    el(
      "td",
      { role: "cell", "data-label": "Also" },
      ...others.map((attribute) =>
        el("div", {}, el("span", { class: "name" }, attribute.name), " ", attributeOf(attribute, view, choose)),
      ),
    ),
    el("td", { role: "cell", "data-label": "Flags" }, ...flags.map((flag) => el("span", { class: "flag" }, flag))),
  ];
}

/** A value; where accounts differ, each beside the other, and who gives it. @param {AttributeState} state @param {View} view @param {Choose} choose */
function attributeOf(state, view, choose) {
  const named = { class: "attribute", "data-attribute": state.name, "data-contested": state.contested ? "yes" : "no" };
  if (!state.contested) return el("span", named, el("span", { class: "value" }, text(state.claims[0].value)));
  return el(
    "ul",
    { ...named, class: "attribute figures" },
    ...state.claims.slice(0, MOST).map((claim) => figureOf(claim, view, choose)),
    state.claims.length > MOST && restOf(state.claims.slice(MOST), view, choose),
  );
}

/** The figures that would make a row too long, until somebody wants to see them. @param {import("./history.js").Standing[]} claims @param {View} view @param {Choose} choose */
function restOf(claims, view, choose) {
  const more = el("li", {});
  const show = () => more.replaceWith(...claims.map((claim) => figureOf(claim, view, choose)));
  more.append(el("button", { type: "button", class: "text", click: show }, `${claims.length} more`));
  return more;
}

/** @param {import("./history.js").Standing} claim @param {View} view @param {Choose} choose */
function figureOf(claim, view, choose) {
  const title = view.events[claim.event]?.title ?? "";
  const who = el(
    "button",
    { type: "button", class: "text", title, click: () => choose(claim.event) },
    text(claim.claimant || "unattributed"),
  );
  return el("li", {}, el("span", { class: "value" }, text(claim.value)), " ", who);
}

/** @param {EventState | null} event @param {Choose} choose */
function eventOf(event, choose) {
  if (!event) return "–";
  const place = event.event.place;
  return el(
    "button",
    { type: "button", class: "text", title: event.title, click: () => choose(place) },
    whenWords(event.when),
  );
}
