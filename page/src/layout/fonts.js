/** Which fonts a text asks for, sign by sign: who draws a picture may take the first that it has, for all of a text. */

const SANS = ["Helvetica", "Arial", "Liberation Sans", "Noto Sans", "DejaVu Sans", "sans-serif"];
export const FAMILY = listed(SANS);

/** Scripts that the fonts for Latin letters lack, each with the fonts of the systems that people have. @type {[RegExp, string[]][]} */
const SCRIPTS = [
  [
    /(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f|\p{Regional_Indicator}|[#*0-9]\ufe0f?\u20e3)(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}|\p{Emoji_Modifier}|[\u200d\ufe0f\u{e0020}-\u{e007f}])*/u,
    ["Apple Color Emoji", "Segoe UI Emoji", "Noto Color Emoji", "Noto Emoji"],
  ],
  [/[\p{Script=Arabic}\u200c\u200d]+/u, ["Noto Sans Arabic", "Noto Naskh Arabic", "Geeza Pro", "Segoe UI"]],
  [/\p{Script=Hebrew}+/u, ["Noto Sans Hebrew", "Arial Hebrew", "Segoe UI"]],
  [
    /[\p{Script=Devanagari}\u200c\u200d]+/u,
    ["Noto Sans Devanagari", "Kohinoor Devanagari", "Nirmala UI", "Lohit Devanagari"],
  ],
  ...["Bengali", "Gurmukhi", "Gujarati", "Oriya", "Tamil", "Telugu", "Kannada", "Malayalam", "Sinhala"].map(indian),
  ...["Thai", "Lao", "Khmer", "Myanmar", "Ethiopic", "Armenian", "Georgian", "Tibetan"].map(other),
  [
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]+/u,
    ["Noto Sans CJK SC", "Noto Sans CJK JP", "PingFang SC", "Hiragino Sans", "Microsoft YaHei", "Yu Gothic"],
  ],
  [/\p{Script=Hangul}+/u, ["Noto Sans CJK KR", "Apple SD Gothic Neo", "Malgun Gothic"]],
];
const LATIN = /^[\u0020-\u024f\u2010-\u2044\u20ac\u2190-\u2193\u2067\u2069]*$/u;
const FOREIGN = new RegExp(SCRIPTS.map(([signs]) => `(${signs.source})`).join("|"), "gu");

/** @param {string} script @returns {[RegExp, string[]]} */
function indian(script) {
  return [new RegExp(`[\\p{Script=${script}}\\u200c\\u200d]+`, "u"), [`Noto Sans ${script}`, "Nirmala UI"]];
}

/** @param {string} script @returns {[RegExp, string[]]} */
function other(script) {
  return [new RegExp(`\\p{Script=${script}}+`, "u"), [`Noto Sans ${script}`, `Noto Serif ${script}`]];
}

/** @param {string[]} names */
function listed(names) {
  return names.map((name) => (name.includes(" ") ? `'${name}'` : name)).join(", ");
}

/** A text in parts, each with its fonts; none: those of all the picture. @param {string} text @returns {{ text: string, family?: string }[]} */
export function inFonts(text) {
  if (LATIN.test(text)) return [{ text }];
  const parts = [];
  let end = 0;
  for (const found of text.matchAll(FOREIGN)) {
    if (found.index > end) parts.push({ text: text.slice(end, found.index) });
    const script = found.findIndex((part, place) => place > 0 && part !== undefined) - 1;
    parts.push({ text: found[0], family: listed([...SCRIPTS[script][1], ...SANS]) });
    end = found.index + found[0].length;
  }
  if (end < text.length) parts.push({ text: text.slice(end) });
  return parts;
}
