import assert from "node:assert/strict";
import { test } from "node:test";
import { segmentsOf } from "../src/layout/band.js";
import { pack } from "../src/layout/packing.js";
import { shape } from "../src/layout/shapes.js";
import { fit, isRightToLeft, measure } from "../src/layout/text.js";

const change = (day, value, contested = false) => ({ day, claims: value ? [{ value }] : [], contested });
const place = (left, right, wish, order = left) => ({ left, right, wish, event: { order } });

test("a title is cut at words, and left out where there is no room for one", () => {
  const title = "Ministers discuss the harbour";
  assert.equal(fit(title, 12, 1000), title);
  const cut = fit(title, 12, 110);
  assert.equal(cut, "Ministers discuss…");
  assert.ok(measure(cut, 12) <= 110);
  assert.equal(fit(title, 12, 30), "");
});

test("the direction of a title is that of its first letter", () => {
  assert.ok(isRightToLeft("3 שרים"));
  assert.ok(isRightToLeft("وزراء"));
  assert.ok(!isRightToLeft("मंत्री"));
  assert.ok(!isRightToLeft("2018"));
});

test("neighbours of one value are one segment; a contested one begins another", () => {
  const changes = [change(1, "open"), change(3, "open"), change(5, "open", true), change(8, "shut"), change(9, null)];
  const found = segmentsOf(changes, { day: 20, hindsight: false });
  assert.deepEqual(
    found.map(({ from, until, value, contested }) => [from, until, value, contested]),
    [
      [1, 5, "open", false],
      [5, 8, "open", true],
      [8, 9, "shut", false],
    ],
  );
});

test("as known that day nothing comes after it; with hindsight it does, and is told apart", () => {
  const changes = [change(1, "open"), change(8, "shut")];
  assert.deepEqual(
    segmentsOf(changes, { day: 4, hindsight: false }).map((segment) => [segment.from, segment.until]),
    [[1, 5]],
  );
  assert.deepEqual(
    segmentsOf(changes, { day: 4, hindsight: true }).map((segment) => [segment.from, segment.later]),
    [
      [1, false],
      [5, true],
      [8, true],
    ],
  );
});

test("events are packed in as few rows as leave room for labels, and what does not fit is left", () => {
  assert.equal(pack([place(0, 10, 50), place(100, 110, 50)], 3).rows.length, 1);
  assert.equal(pack([place(0, 10, 50), place(20, 30, 50)], 3).rows.length, 2);
  const { rows, left } = pack(
    [0, 1, 2, 3, 4].map((order) => place(0, 10, 50, order)),
    3,
  );
  assert.deepEqual([rows.length, left.length], [3, 2]);
});

test("no two events of a row overlap", () => {
  const many = Array.from({ length: 200 }, (_, number) => place((number * 37) % 500, ((number * 37) % 500) + 14, 80));
  for (const row of pack(many, 5).rows) {
    row.slice(1).forEach((next, number) => {
      assert.ok(row[number].right <= next.left);
    });
  }
});

test("each phase has a shape of its own", () => {
  const phases = ["occurred", "possible", "upcoming", "due", "postponed", "overdue", "cancelled", "retracted"];
  assert.equal(new Set(phases.map((phase) => shape(phase, 0, 0))).size, phases.length);
});
