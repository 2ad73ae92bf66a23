/** The lanes: of each issue a heading, its picture, and for who cannot see that a list of its events. */

import { addressOf } from "./address.js";
import { arrange, byId, el, svg, text } from "./dom.js";
import { draw } from "./draw.js";
import { remembered } from "./layout/events.js";
import { layersOf, titleOf } from "./layout/layout.js";
import { aboutWords, eventWords } from "./words.js";

/**
 * @typedef {import("./projection.js").View} View
 * @typedef {import("./projection.js").IssueState} IssueState
 * @typedef {import("./projection.js").EventState} EventState
 * @typedef {import("./layout/layout.js").State} State
 * @typedef {import("./layout/layout.js").Layers} Layers
 * @typedef {{ section: HTMLElement, picture: SVGElement, layers: Record<keyof Layers, SVGElement>, name: HTMLElement,
 *   about: HTMLElement, list: HTMLElement, listed: EventState[], issue: IssueState | null, place: ReturnType<typeof remembered>,
 *   events: unknown, isNear: boolean, isSeen: boolean }} Lane `events`: the marks of events that are drawn
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
    this.watch = new IntersectionObserver((seen) => this.near(seen, "isNear"), { rootMargin: AHEAD });
    this.look = new IntersectionObserver((seen) => this.near(seen, "isSeen"));
  }

  /** Show the lanes, at once those in sight; the work of the others. @param {IssueState[]} issues @param {View} view @param {State} state @param {number} width */
  show(issues, view, state, width) {
    Object.assign(this, { view, state, width });
    this.shown = issues.map((issue) => this.lane(issue));
    arrange(
      byId("lanes"),
      this.shown.map((lane) => lane.section),
    );
    for (const lane of this.shown) if (lane.isSeen) this.fill(lane);
    const near = this.shown.filter((lane) => lane.isNear && !lane.isSeen);
    const others = [...this.shown].sort((one, other) => Number(other.isNear) - Number(one.isNear));
    return [...near.map((lane) => () => this.fill(lane)), ...others.map((lane) => () => this.catchUp(lane))];
  }

  /** Draw all, as for a printer. */
  drawAll() {
    for (const lane of this.shown) this.fill(lane);
  }

  /** @param {IntersectionObserverEntry[]} seen @param {"isNear" | "isSeen"} how */
  near(seen, how) {
    for (const { target, isIntersecting } of seen) {
      const lane = /** @type {Lane} */ (this.bySection.get(target));
      lane[how] = isIntersecting;
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

  /** What of a lane nobody sees yet, but can be read or followed. @param {Lane} lane */
  catchUp(lane) {
    this.tell(lane);
    this.list(lane);
    if (this.view) lane.name.setAttribute("href", addressOf(this.view.clock, lane.issue?.issue?.id ?? ""));
  }

  /** What stands beside the picture. @param {Lane} lane */
  tell(lane) {
    const { issue: state, about } = lane;
    if (!this.view || !state) return;
    const words = aboutWords(state, this.view);
    if (about.textContent !== words.join("")) {
      about.replaceChildren(...words.map((word, place) => el("span", { class: STYLES[place] ?? "flag" }, text(word))));
    }
  }

  /** @param {string} id @param {IssueState} state @returns {Lane} */
  make(id, state) {
    const layers = { back: svg("g", {}), band: svg("g", {}), events: svg("g", {}) };
    const picture = svg("svg", { class: "lane-picture", "aria-hidden": "true" }, ...Object.values(layers));
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
    const drawn = { picture, layers, place: remembered(), events: null, isNear: false, isSeen: false };
    const lane = { section, name, about, list, listed: [], issue: state, ...drawn };
    this.made.set(id, lane);
    this.bySection.set(section, lane);
    this.watch.observe(section);
    this.look.observe(section);
    return lane;
  }

  /** The events for who listens; made anew where they changed. @param {Lane} lane */
  list(lane) {
    const state = lane.issue;
    if (!state) return;
    const { events } = state;
    if (events.length === lane.listed.length && events.every((event, place) => event === lane.listed[place])) return;
    lane.listed = events;
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
    const { layers, height } = layersOf(lane.issue, this.state, this.width, lane.place);
    lane.picture.setAttribute("viewBox", `0 0 ${this.width} ${height}`);
    lane.picture.setAttribute("height", String(height));
    draw(lane.layers.back, layers.back);
    draw(lane.layers.band, layers.band);
    if (layers.events === lane.events) return;
    draw(lane.layers.events, layers.events);
    lane.events = layers.events;
    this.outline(lane.picture, this.chosen);
  }
}
