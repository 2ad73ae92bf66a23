/** How wide a text is: advance widths of Helvetica, in thousandths of its size, the same wherever a picture is made. */

const ASCII = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
  722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
  556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
  260, 334, 584,
];
const BOLD = [
  278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833,
  722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611,
  556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389,
  280, 389, 584,
];
const FIRST = 32;
const WIDE = /[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]|[\u{1f000}-\u{3ffff}]/u;
const UNSEEN = /[\u200b-\u200f\u2060-\u206f]|[\ufe00-\ufe0f]/; // what joins signs, or chooses how one looks
const EMOJI = 1300;
const OTHER = 620; // of a letter of any other script
const MARK = 240; // of a vowel sign, some of which take room, and some none
const LEAST = 4; // characters of a title that say something
const SPARE = 1.04; // what stands in for Helvetica may be a little wider

/** @param {string} sign @param {number[]} ascii */
function widthOf(sign, ascii) {
  const code = sign.codePointAt(0) ?? 0;
  if (code < FIRST + ASCII.length) return ascii[code - FIRST] ?? 0;
  if (UNSEEN.test(sign)) return 0;
  if (/\p{M}/u.test(sign)) return MARK;
  if (/\p{Emoji_Presentation}/u.test(sign)) return EMOJI;
  return WIDE.test(sign) ? 1000 : OTHER;
}

/** Widths that were worked out before: a picture is made again and again. @type {Map<string, number>[]} */
const found = [new Map(), new Map()];

/** The width of a text of a size. @param {string} text @param {number} size @param {boolean} [isBold] */
export function measure(text, size, isBold = false) {
  const known = found[Number(isBold)];
  let width = known.get(text);
  if (width === undefined) {
    width = 0;
    for (const sign of text) width += widthOf(sign, isBold ? BOLD : ASCII);
    known.set(text, width);
  }
  return (width * size * SPARE) / 1000;
}

/** As many words of a text as have room; empty: not even one does. @param {string} text @param {number} size @param {number} room */
export function fit(text, size, room) {
  if (room < size) return "";
  if (measure(text, size) <= room) return text;
  const words = text.split(/\s+/u);
  let kept = "";
  for (const word of words) {
    const longer = kept ? `${kept} ${word}` : word;
    if (measure(`${longer}…`, size) > room) break;
    kept = longer;
  }
  return kept.length < LEAST ? "" : `${kept}…`;
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\u{10800}-\u{10fff}]|[\u{1e800}-\u{1efff}]/u;

/** Whether a text begins with a letter that is written from right to left. @param {string} text */
export function isRightToLeft(text) {
  const letter = /\p{L}/u.exec(text);
  return letter !== null && RIGHT_TO_LEFT.test(letter[0]);
}

/** The lines of a text that is as wide as there is room for, or less: a word that is wider is broken. @param {string} text @param {number} size @param {number} room @param {boolean} [isBold] @returns {string[]} */
export function wrap(text, size, room, isBold = false) {
  /** @type {string[]} */
  const lines = [];
  for (const word of text.split(/\s+/u).filter(Boolean)) {
    const longer = lines.length ? `${lines[lines.length - 1]} ${word}` : word;
    if (lines.length && measure(longer, size, isBold) <= room) lines[lines.length - 1] = longer;
    else lines.push(...broken(word, size, room, isBold));
  }
  return lines;
}

/** A word in parts that have room; a mark stays with its letter. @param {string} word @param {number} size @param {number} room @param {boolean} isBold */
function broken(word, size, room, isBold) {
  if (measure(word, size, isBold) <= room) return [word];
  const parts = [""];
  for (const sign of word) {
    const longer = parts[parts.length - 1] + sign;
    if (!parts[0] || measure(longer, size, isBold) <= room || JOINED.test(sign)) parts[parts.length - 1] = longer;
    else parts.push(sign);
  }
  return parts;
}

const JOINED = /\p{M}|\u200c|\u200d|\p{Emoji_Modifier}|[\u{e0020}-\u{e007f}]/u;
