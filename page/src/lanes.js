/** The lanes: of each issue a heading, its picture, and for who cannot see that a list of its events. */

import { addressOf } from "./address.js";
import { byId, el, svg, text } from "./dom.js";
import { draw } from "./draw.js";
import { laneOf, titleOf } from "./layout/layout.js";
import { aboutWords, eventWords } from "./words.js";

/**
 * @typedef {import("./projection.js").View} View
 * @typedef {import("./projection.js").IssueState} IssueState
 * @typedef {import("./layout/layout.js").State} State
 * @typedef {{ section: HTMLElement, picture: SVGElement, name: HTMLElement, about: HTMLElement, list: HTMLElement,
 *   listed: string, issue: IssueState | null, isNear: boolean }} Lane
 */

const STYLES = ["value", "since"];
const AHEAD = "400px"; // so far from the screen a lane is drawn already

/** Lanes that are drawn as they come near the screen. */
export class Lanes {
  /** @param {(event: number) => void} choose */
  constructor(choose) {
    this.choose = choose;
    /** @type {Map<string, Lane>} */
    this.made = new Map();
    /** @type {Map<Element, Lane>} */
    this.bySection = new Map();
    /** @type {Lane[]} */
    this.shown = [];
    /** @type {View | null} */
    this.view = null;
    /** @type {State | null} */
    this.state = null;
    this.width = 0;
    /** The event in the panel. @type {number | null} */
    this.chosen = null;
    this.watch = new IntersectionObserver((seen) => this.near(seen), { rootMargin: AHEAD });
  }

  /** Show the lanes, at once those in sight; the work of the others. @param {IssueState[]} issues @param {View} view @param {State} state @param {number} width */
  show(issues, view, state, width) {
    Object.assign(this, { view, state, width });
    this.shown = issues.map((issue) => this.lane(issue));
    const box = byId("lanes");
    const sections = this.shown.map((lane) => lane.section);
    if (box.children.length !== sections.length || sections.some((one, place) => box.children[place] !== one)) {
      box.replaceChildren(...sections);
    }
    for (const lane of this.shown) if (lane.isNear) this.fill(lane);
    const near = this.shown.filter((lane) => lane.isNear);
    const far = this.shown.filter((lane) => !lane.isNear);
    return [...near.map((lane) => () => this.list(lane)), ...far.map((lane) => () => this.catchUp(lane))];
  }

  /** Draw all, as for a printer. */
  drawAll() {
    for (const lane of this.shown) this.fill(lane);
  }

  /** @param {IntersectionObserverEntry[]} seen */
  near(seen) {
    for (const { target, isIntersecting } of seen) {
      const lane = /** @type {Lane} */ (this.bySection.get(target));
      lane.isNear = isIntersecting;
      if (isIntersecting && this.shown.includes(lane)) this.fill(lane);
    }
  }

  /** @param {IssueState} state @returns {Lane} */
  lane(state) {
    const id = state.issue?.id ?? "";
    const lane = this.made.get(id) ?? this.make(id, state);
    lane.issue = state;
    return lane;
  }

  /** @param {Lane} lane */
  fill(lane) {
    this.tell(lane);
    this.drawLane(lane);
  }

  /** What can be read of a lane that nobody sees yet. @param {Lane} lane */
  catchUp(lane) {
    this.tell(lane);
    this.list(lane);
  }

  /** What stands beside the picture. @param {Lane} lane */
  tell(lane) {
    const { issue: state, about, name } = lane;
    if (!this.view || !state) return;
    const words = aboutWords(state, this.view);
    if (about.textContent !== words.join("")) {
      about.replaceChildren(...words.map((word, place) => el("span", { class: STYLES[place] ?? "flag" }, text(word))));
    }
    name.setAttribute("href", addressOf(this.view.clock, state.issue?.id ?? ""));
  }

  /** @param {string} id @param {IssueState} state @returns {Lane} */
  make(id, state) {
    const picture = svg("svg", { class: "lane-picture", "aria-hidden": "true" });
    const name = el(id ? "a" : "span", {}, text(titleOf(state)));
    const about = el("p", { class: "about" });
    const list = el("ol", { class: "for-listeners" });
    const question = state.issue?.question ? el("p", { class: "question", dir: "auto" }, state.issue.question) : null;
    const head = el("div", { class: "lane-head" }, el("h2", {}, name), question, about);
    const section = el(
      "section",
      { class: "lane", "data-issue": id },
      head,
      el("div", { class: "lane-body" }, picture, list),
    );
    const lane = { section, picture, name, about, list, listed: "", issue: state, isNear: false };
    this.made.set(id, lane);
    this.bySection.set(section, lane);
    this.watch.observe(section);
    return lane;
  }

  /** The events for who listens; made anew where they changed. @param {Lane} lane */
  list(lane) {
    const state = lane.issue;
    if (!state) return;
    const listed = state.events
      .map((event) => `${event.event.place}${event.phase}${event.when?.text}${event.title}`)
      .join();
    if (listed === lane.listed) return;
    lane.listed = listed;
    lane.list.replaceChildren(
      ...state.events.map((event) => {
        const open = () => this.choose(event.event.place);
        const button = el("button", { type: "button", tabindex: -1, click: open }, text(eventWords(event)));
        return el("li", { "data-event": event.event.id, "data-phase": event.phase }, button);
      }),
    );
  }

  /** Outline an event where it stands. @param {Element} within @param {number | null} event */
  outline(within, event) {
    for (const own of within.querySelectorAll(`[data-event="${event}"]`)) own.classList.add("reached");
  }

  /** @param {Lane} lane */
  drawLane(lane) {
    if (!this.state || !lane.issue || this.width <= 0) return;
    const { marks, height } = laneOf(lane.issue, this.state, this.width);
    lane.picture.setAttribute("viewBox", `0 0 ${this.width} ${height}`);
    lane.picture.setAttribute("height", String(height));
    draw(lane.picture, marks);
    this.outline(lane.picture, this.chosen);
  }
}
