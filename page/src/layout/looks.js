/** How marks look where no style sheet does: attributes of SVG by the class of a mark, in the colours of the page by day. */

/** The colours of page.css, by their names there. */
export const COLOURS = {
  paper: "#fcfbf9",
  ink: "#1c1f26",
  soft: "#585d68",
  line: "#dedbd4",
  grid: "#ebe8e2",
  accent: "#1d57a5",
  now: "#b3261e",
  "on-now": "#ffffff",
  late: "#a8430a",
  maybe: "#6b3fa0",
  gone: "#6a6e77",
  dispute: "#b26a00",
  flag: "#fdf0d8",
  "on-flag": "#714400",
  c0: "#d5e4f5",
  c1: "#dcebd6",
  c2: "#f5e3c8",
  c3: "#e6dcf2",
  c4: "#f6d9d9",
  c5: "#d2ebe9",
  c6: "#ece6bf",
  c7: "#e2e2e4",
};
export const HATCH = "timeline-hatch";

const C = COLOURS;
const line = (/** @type {string} */ stroke) => ({ stroke, fill: "none" });
const filled = (/** @type {string} */ fill) => ({ fill });
const bold = (/** @type {string} */ fill) => ({ fill, "font-weight": 600 });

/** @type {Record<string, Record<string, string | number>>} */
const LOOKS = {
  grid: line(C.grid),
  tick: line(C.line),
  rule: line(C.line),
  "tick-name": filled(C.soft),
  "tick-name.strong": bold(C.ink),
  now: { ...line(C.now), "stroke-width": 1.5 },
  "now-label": filled(C.now),
  "now-text": bold(C["on-now"]),
  "band.later": { opacity: 0.5 },
  "band.contested": { stroke: C.dispute, "stroke-width": 1.5, "stroke-dasharray": "4 2.5" },
  ...Object.fromEntries(
    [0, 1, 2, 3, 4, 5, 6, 7].map((place) => [`band.colour-${place}`, filled(/** @type {any} */ (C)[`c${place}`])]),
  ),
  "band-name": { fill: C.ink, "font-weight": 500 },
  "band-name.later": filled(C.soft),
  event: filled(C.ink),
  "event.upcoming": filled(C.accent),
  "event.due": filled(C.accent),
  "event.overdue": filled(C.late),
  "event.postponed": filled(C.late),
  "event.possible": filled(C.maybe),
  "event.cancelled": filled(C.gone),
  "event.retracted": filled(C.gone),
  window: { fill: `url(#${HATCH})`, stroke: C.soft, "stroke-width": 0.8 },
  span: { fill: C.soft, opacity: 0.45 },
  dispute: filled(C.dispute),
  move: { ...line(C.late), "stroke-width": 1.2 },
  label: filled(C.ink),
  "label.cancelled": filled(C.gone),
  "label.retracted": filled(C.gone),
  count: bold(C.soft),
  title: bold(C.ink),
  under: filled(C.soft),
  "lane-title": bold(C.ink),
  value: bold(C.ink),
  since: filled(C.soft),
  flag: filled(C.flag),
  "flag-text": filled(C["on-flag"]),
  legend: filled(C.soft),
  proof: filled(C.soft),
};

/** What has a rim in the colour of the paper, by which it can be read over lines, and how that looks. */
const RIMMED = ["label", "count"];
const RIM = { fill: "none", stroke: C.paper, "stroke-width": 3, "stroke-linejoin": "round" };

/** The attributes of the rim of a class, null if it has none. @param {string} style */
export function rimOf(style) {
  const [first] = style.split(" ");
  return RIMMED.includes(first) ? { ...lookOf(style), ...RIM } : null;
}

/** The attributes of a class as marks have them: a word, and words that say more. @param {string} style */
export function lookOf(style) {
  const [first, ...more] = style.split(" ");
  return Object.assign({}, LOOKS[first], ...more.map((word) => LOOKS[`${first}.${word}`]));
}
