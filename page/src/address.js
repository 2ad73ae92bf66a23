/** The address of what is shown, which can be sent: `#issue=iran-oil&as-of=2018-12-04`. */

import { dayText, readDay } from "./days.js";

/** @typedef {{ issue: string, day: number | null, hindsight: boolean | null, event: string }} Address */

/** @param {string} hash @returns {Address} */
export function readAddress(hash) {
  const said = new URLSearchParams(hash.replace(/^#/, ""));
  const known = said.get("known");
  return {
    issue: said.get("issue") ?? "",
    day: readDay(said.get("as-of") ?? ""),
    hindsight: known === null ? null : known === "hindsight",
    event: said.get("event") ?? "",
  };
}

/** @param {import("./projection.js").Clock} clock @param {string} issue @param {string} [event] */
export function addressOf(clock, issue, event) {
  const said = new URLSearchParams();
  if (issue) said.set("issue", issue);
  said.set("as-of", dayText(clock.day));
  said.set("known", clock.hindsight ? "hindsight" : "then");
  if (event) said.set("event", event);
  return `#${said}`;
}
