import assert from "node:assert/strict";
import { test } from "node:test";
import { dayText, readDay } from "../src/days.js";

test("a day is read as it is written", () => {
  for (const text of ["1970-01-01", "2018-09-05", "0001-01-01", "-0043-03-15", "9999-12-31"]) {
    assert.equal(dayText(readDay(text) ?? Number.NaN), text);
  }
});

test("what is no day is none", () => {
  for (const text of ["", "2018-02-30", "2018-9-5", "tomorrow", "2018-13-01"]) assert.equal(readDay(text), null);
});
