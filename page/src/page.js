/** The page: what is asked, and what is shown of it. */

import { addressOf, readAddress } from "./address.js";
import { clockOf } from "./clock.js";
import { byId, el, svg } from "./dom.js";
import { draw } from "./draw.js";
import { filtersOf } from "./filters.js";
import { readHistory } from "./history.js";
import { keysOf } from "./keys.js";
import { Lanes } from "./lanes.js";
import { axis } from "./layout/layout.js";
import { LEGEND } from "./layout/legend.js";
import { openingSpan } from "./layout/opening.js";
import { showPanel } from "./panel.js";
import { onPaper, sizeOf } from "./paper.js";
import { project } from "./projection.js";
import { ANY, select } from "./selection.js";
import { now, soon } from "./soon.js";
import { showTable } from "./table.js";
import { clocksWords, countsWords } from "./words.js";
import { zoomOf } from "./zoom.js";

/** @typedef {import("./layout/layout.js").State} State */

const history = readHistory(JSON.parse(byId("data").textContent ?? ""));
const opening = openingSpan(history);
/** @type {State} */
const state = { clock: { day: history.asOf, hindsight: history.hindsight }, span: opening, filter: ANY, rows: 6 };
let view = project(history, state.clock);
let issues = select(view, state.filter);
/** @type {number | null} */
let chosen = null;
/** @type {Element | null} */
let opener = null;

let wide = Math.floor(byId("axis").clientWidth);

const lanes = new Lanes(choose);
const clock = clockOf(history, opening, (next) => {
  state.clock = next;
  answer();
});
const filters = filtersOf(history, (filter) => {
  state.filter = filter;
  answer();
});
const zoom = zoomOf(byId("chart"), opening, width, (span) => {
  state.span = span;
  show();
});
const keys = keysOf({
  issues: () => issues,
  choose,
  mark,
  close,
  actions: {
    "[": () => clock.step(-1),
    "]": () => clock.step(1),
    ",": () => clock.go({ day: state.clock.day - 1 }),
    ".": () => clock.go({ day: state.clock.day + 1 }),
    h: () => clock.go({ hindsight: !state.clock.hindsight }),
    "+": () => zoom.scale(1.5),
    "-": () => zoom.scale(1 / 1.5),
    0: () => zoom.see(opening),
    "/": () => byId("by-text").focus(),
  },
});

/** How wide the pictures are: to ask for that anew makes a browser lay out the page. */
function width() {
  return wide;
}

/** Work out the answer anew, and show it. */
function answer() {
  view = project(history, state.clock, view);
  issues = select(view, state.filter);
  byId("clocks").textContent = clocksWords(state.clock, history.recordedBy);
  byId("counts").textContent = countsWords(issues);
  show();
  if (chosen !== null) refresh(chosen);
}

/** Draw what is in sight, then the rest. */
function show() {
  const work = lanes.show(issues, view, state, width());
  soon([...work, ...showTable(issues, view, choose), address]);
  drawAxis(width());
}

/** @param {number} width */
function drawAxis(width) {
  const picture = byId("axis-picture");
  picture.setAttribute("viewBox", `0 0 ${width} 30`);
  draw(picture, axis(state, width));
}

/** All of it, for paper. */
function print() {
  const fit = onPaper(issues, state);
  document.documentElement.style.setProperty("--size", String(sizeOf(fit)));
  lanes.show(issues, view, { ...state, rows: fit.rows }, fit.width);
  now();
  lanes.drawAll();
  drawAxis(fit.width);
}

/** Show an event in the panel. @param {number} event */
function choose(event) {
  const panel = byId("panel");
  if (panel.hidden) opener = document.activeElement;
  refresh(event);
  panel.hidden = false;
  byId("panel-close").focus({ preventScroll: true });
  panel.scrollTop = 0;
  address();
}

/** @param {number} event */
function refresh(event) {
  const seen = view.events[event];
  if (!seen) return close();
  chosen = event;
  showPanel(history, view, seen, choose);
  mark(null);
}

/** Close the panel; then what opened it has the keys again. */
function close() {
  const panel = byId("panel");
  if (panel.hidden) return keys.forget();
  panel.hidden = true;
  chosen = null;
  if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
  mark(null);
  address();
}

/** Outline the event that the keys have reached, and the one that is chosen. @param {import("./keys.js").Spot | null} spot */
function mark(spot) {
  for (const old of document.querySelectorAll(".reached")) old.classList.remove("reached");
  lanes.chosen = chosen;
  for (const { picture } of lanes.shown) lanes.outline(picture, chosen);
  const event = spot && issues[spot.lane]?.events[spot.event];
  if (!spot || !event) return;
  const lane = lanes.shown[spot.lane];
  lane.section.scrollIntoView({ block: "nearest" });
  see(event);
  lanes.drawLane(lane);
  lanes.outline(lane.picture, event.event.place);
}

/** Move the span so that an event is in it. @param {import("./projection.js").EventState} event */
function see(event) {
  const days = [event.when?.first, event.when?.last].filter((day) => day !== undefined && Number.isFinite(day));
  const [first, last] = state.span;
  if (!days.length || days.some((day) => /** @type {number} */ (day) >= first && /** @type {number} */ (day) <= last))
    return;
  const half = (last - first) / 2;
  const middle = /** @type {number} */ (days[0]);
  zoom.see([middle - half, middle + half]);
}

/** Put what is asked into the address. */
function address() {
  const event = chosen === null ? "" : history.events[chosen].id;
  window.history.replaceState(null, "", addressOf(state.clock, state.filter.issue, event));
}

/** Ask what the address asks. */
function follow() {
  const asked = readAddress(location.hash);
  const known = asked.issue && history.issues.some((issue) => issue.id === asked.issue) ? asked.issue : "";
  state.filter = filters.set({ issue: known });
  const event = history.events.findIndex((one) => one.id === asked.event);
  const { day, hindsight } = state.clock;
  clock.go({ day: asked.day ?? day, hindsight: asked.hindsight ?? hindsight });
  answer();
  if (event >= 0 && view.events[event]) choose(event);
  else close();
}

/** What each shape says. */
function legend() {
  const items = LEGEND.map(({ width, marks, words }) => {
    const picture = svg("svg", { viewBox: `0 0 ${width} 16`, width, height: 16, "aria-hidden": "true" });
    draw(picture, marks);
    return el("li", {}, picture, words);
  });
  byId("legend").append(...items);
}

byId("chart").addEventListener("click", (event) => {
  const mark = /** @type {Element} */ (event.target).closest("[data-event], [data-span]");
  const place = mark?.getAttribute("data-event");
  const span = mark?.getAttribute("data-span");
  if (place && mark?.closest("svg")) choose(Number(place));
  else if (span) zoom.see(/** @type {[number, number]} */ (span.split(" ").map(Number)));
});
byId("panel-close").addEventListener("click", close);
byId("zoom-in").addEventListener("click", () => zoom.scale(1.5));
byId("zoom-out").addEventListener("click", () => zoom.scale(1 / 1.5));
byId("zoom-all").addEventListener("click", () => zoom.see(opening));
byId("earlier").addEventListener("click", () => zoom.pan(-0.4));
byId("later").addEventListener("click", () => zoom.pan(0.4));
window.addEventListener("hashchange", follow);
window.addEventListener("beforeprint", print);
window.addEventListener("afterprint", show);
new ResizeObserver(() => {
  wide = Math.floor(byId("axis").clientWidth);
  show();
}).observe(byId("axis"));
legend();
follow();
