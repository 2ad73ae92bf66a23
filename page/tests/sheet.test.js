import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { inFonts } from "../src/layout/fonts.js";
import { LEGEND } from "../src/layout/legend.js";
import { COLOURS, lookOf } from "../src/layout/looks.js";
import { pack } from "../src/layout/packing.js";
import { measure, wrap } from "../src/layout/text.js";

const styles = readFileSync(new URL("../src/page.css", import.meta.url), "utf8");

test("the colours of a picture are those of the page by day", () => {
  for (const [name, colour] of Object.entries(COLOURS)) {
    assert.equal(new RegExp(`--${name}: (.*?);`).exec(styles)?.[1], colour, name);
  }
});

test("a class that says more looks like the one that says less, but for that", () => {
  assert.deepEqual(lookOf("label cancelled"), { ...lookOf("label"), fill: COLOURS.gone });
  assert.deepEqual(lookOf("band colour-3 later"), { fill: COLOURS.c3, opacity: 0.5 });
  for (const { marks } of LEGEND) for (const mark of marks) assert.ok("fill" in lookOf(mark.class), mark.class);
});

test("lines are as wide as there is room, and a word that is wider is broken", () => {
  assert.deepEqual(wrap("Iranian oil", 13, 500), ["Iranian oil"]);
  const lines = wrap("CAATSA waiver for the S-400 Supercalifragilisticexpialidocious", 13, 120, true);
  for (const line of lines) assert.ok(measure(line, 13, true) <= 120, line);
  assert.equal(lines.join("").replaceAll(" ", ""), "CAATSAwaiverfortheS-400Supercalifragilisticexpialidocious");
  assert.deepEqual(wrap("", 13, 100), []);
});

test("a mark stays with its letter where a word is broken", () => {
  for (const line of wrap("मंत्रीमंत्रीमंत्रीमंत्री", 13, 40)) assert.ok(!/^\p{M}/u.test(line), line);
});

test("bold letters are wider", () => {
  assert.ok(measure("India", 12, true) > measure("India", 12));
});

test("signs that the fonts for Latin letters lack have fonts of their own", () => {
  const parts = inFonts("Ferry 🚢👩‍🚀 मंत्री x");
  assert.equal(parts.map(({ text }) => text).join(""), "Ferry 🚢👩‍🚀 मंत्री x");
  assert.deepEqual(
    parts.map(({ text, family }) => [text, family?.split(",")[0]]),
    [
      ["Ferry ", undefined],
      ["🚢👩‍🚀", "'Apple Color Emoji'"],
      [" ", undefined],
      ["मंत्री", "'Noto Sans Devanagari'"],
      [" x", undefined],
    ],
  );
  for (const { family } of parts) assert.ok(!family || family.endsWith("sans-serif"));
  assert.deepEqual(inFonts("Plain – words"), [{ text: "Plain – words" }]);
});

test("what is set from right to left has one font, with its numbers", () => {
  const parts = inFonts("\u2067وزراء 3 الميناء…\u2069");
  assert.equal(parts.length, 1);
  assert.ok(parts[0].family?.startsWith("'Noto Sans Arabic'"));
});

test("a label that stands before its event has its room there", () => {
  const place = (left, wish, isBefore) => ({ left, right: left + 10, wish, isBefore, event: { order: left } });
  assert.equal(pack([place(0, 60, false), place(200, 100, true)], 3).rows.length, 1);
  assert.equal(pack([place(0, 60, false), place(160, 100, true)], 3).rows.length, 2);
});
