/** The heading of a lane where it stands beside its picture: the issue, its status, since when, its flags. */

import { aboutWords } from "../words.js";
import { titleOf } from "./layout.js";
import { isRightToLeft, measure, wrap } from "./text.js";

/**
 * @typedef {import("./marks.js").Mark} Mark
 * @typedef {import("../projection.js").IssueState} IssueState
 * @typedef {import("../projection.js").View} View
 */

const [TITLE, ABOUT, FLAG] = [13, 12, 11];
const STEP = 16;
const MOST = 4; // lines of a title or a value

/** @param {IssueState} state @param {View} view @param {number} width @returns {{ marks: Mark[], height: number }} */
export function headOf(state, view, width) {
  const [value, since, ...flags] = aboutWords(state, view);
  const head = new Heading(width);
  head.lines(titleOf(state), "lane-title", TITLE, true);
  head.lines(value, "value", ABOUT, true);
  head.after(since, "since", ABOUT);
  for (const flag of flags) head.flag(flag);
  return { marks: head.marks, height: head.y };
}

/** Lines below each other. */
class Heading {
  /** @param {number} width */
  constructor(width) {
    this.width = width;
    this.y = 0;
    /** Where the last line ends. */
    this.end = 0;
    /** @type {Mark[]} */
    this.marks = [];
  }

  /** @param {string} text @param {string} style @param {number} size @param {boolean} isBold */
  lines(text, style, size, isBold) {
    const lines = wrap(text, size, this.width, isBold);
    if (lines.length > MOST) lines.splice(MOST, lines.length, `${lines.splice(MOST - 1)[0]}…`);
    for (const line of lines) {
      this.put(line, style, size, 0, this.y + 13);
      this.y += STEP;
      this.end = measure(line, size, isBold);
    }
  }

  /** In the line before if there is room, else below it. @param {string} text @param {string} style @param {number} size */
  after(text, style, size) {
    const x = this.end + 7;
    if (text && x + measure(text, size) <= this.width) this.put(text, style, size, x, this.y - STEP + 13);
    else this.lines(text, style, size, false);
  }

  /** @param {string} text */
  flag(text) {
    for (const line of wrap(text, FLAG, this.width - 12)) {
      const width = Math.ceil(measure(line, FLAG)) + 10;
      this.marks.push({ kind: "rect", class: "flag", x: 0, y: this.y + 2, width, height: 15 });
      this.put(line, "flag-text", FLAG, width / 2, this.y + 13, "middle");
      this.y += STEP + 1;
    }
  }

  /** @param {string} text @param {string} style @param {number} size @param {number} x @param {number} y @param {"start" | "middle"} anchor */
  put(text, style, size, x, y, anchor = "start") {
    this.marks.push({ kind: "text", class: style, x, y, size, anchor, text, rightToLeft: isRightToLeft(text) });
  }
}
