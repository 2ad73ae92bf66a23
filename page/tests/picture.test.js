import assert from "node:assert/strict";
import { test } from "node:test";
import { readHistory } from "../src/history.js";
import { layout } from "../src/layout/layout.js";
import { openingSpan } from "../src/layout/opening.js";
import { ANY } from "../src/selection.js";

const PHASES = ["occurred", "possible", "upcoming", "due", "postponed", "overdue", "cancelled", "retracted"];

/** A launch that was planned for day 110, moved to day 120 on day 105, and took place; it says so of the status. */
const raw = {
  log: { title: 1, id: 1, entries: 3, head: "00", zone: "UTC" },
  asOf: 104,
  hindsight: false,
  recordedBy: 0,
  phases: PHASES.map((phase) => [phase, phase]),
  issues: [[2, 3, 0, 1]],
  states: [[0, 4, [[120, [1], 0, 120, 0]], [[120, [1], 0, 120, 0]]]],
  ids: [0, "launch"],
  events: [
    [
      0,
      [
        [2, 1, 1],
        [1, 0, 1],
      ],
      [
        [100, 2, 1],
        [105, 2],
        [120, 0],
      ],
      [
        ["<", 2],
        [120, 0],
      ],
      [[100, 5]],
      [
        [100, [], 1, 1],
        [105, [], 2, 1],
        [120, [], 2],
      ],
    ],
  ],
  bearing: [0, [0]],
  stands: [0, [6, 0, 0, 120]],
  whens: [0, [7, 110, 110], [8, 120, 120]],
  dates: [0],
  sources: [0],
  subjects: [0],
  claims: [0],
  texts: [0, "Log", "rocket", "Rocket", "status", "Rocket launch", "launched", "1970-04-21", "1970-05-01"],
};
const history = readHistory(raw);

const pictureOf = (day, hindsight = false) =>
  layout(history, { clock: { day, hindsight }, span: openingSpan(history), filter: ANY, rows: 6 }, 800);

const classes = (picture) => picture.lanes.flatMap((lane) => lane.marks.map((mark) => mark.class));

test("a picture is marks alone, and the same twice", () => {
  const picture = pictureOf(130);
  assert.deepEqual(JSON.parse(JSON.stringify(picture)), JSON.parse(JSON.stringify(pictureOf(130))));
  assert.deepEqual(
    picture.lanes.map((lane) => [lane.issue, lane.title]),
    [["rocket", "Rocket"]],
  );
});

test("nobody sees what is not yet known", () => {
  assert.deepEqual(pictureOf(99).lanes, []);
  assert.equal(pictureOf(99, true).lanes.length, 1);
});

test("an arrow shows a move once it is known", () => {
  assert.ok(classes(pictureOf(104)).includes("event upcoming"));
  assert.ok(!classes(pictureOf(104)).includes("move"));
  assert.ok(classes(pictureOf(106)).includes("move"));
});

test("the band begins with the status, and ends with the day that is asked about", () => {
  assert.ok(!classes(pictureOf(119)).some((style) => style.startsWith("band")));
  const bands = pictureOf(130).lanes[0].marks.filter((mark) => mark.kind === "rect" && mark.class.startsWith("band"));
  assert.equal(bands.length, 1);
  assert.equal(bands[0].title, "launched");
});

test("every mark is within reach of the picture", () => {
  for (const mark of pictureOf(130).lanes[0].marks) {
    if ("x" in mark) assert.ok(mark.x >= -80 && mark.x <= 880, JSON.stringify(mark));
  }
});
