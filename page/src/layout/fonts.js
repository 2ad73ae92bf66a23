/** Which fonts a text asks for, sign by sign: who draws a picture may take the first that it has, for all of a text. */

const SANS = ["Helvetica", "Arial", "Liberation Sans", "Noto Sans", "DejaVu Sans", "sans-serif"];
export const FAMILY = listed(SANS);

const EMOJI =
  "(?:\\p{Emoji_Presentation}|\\p{Extended_Pictographic}(?=\ufe0f))(?:\\p{Emoji_Modifier}|\ufe0f|[\\u{e0020}-\\u{e007f}])*";

/** Scripts that the fonts for Latin letters lack, each with the fonts of the systems that people have. @type {[RegExp, string[]][]} */
const SCRIPTS = [
  [
    new RegExp(`(?:${EMOJI}|\\p{Regional_Indicator}{2}|[#*0-9]\ufe0f?\u20e3)(?:\u200d${EMOJI})*`, "u"),
    ["Apple Color Emoji", "Segoe UI Emoji", "Noto Color Emoji", "Noto Emoji", "DejaVu Sans"],
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
  [
    /[\u2100-\u2bff]+/u,
    ["DejaVu Sans", "Segoe UI Symbol", "Apple Symbols", "Noto Sans Symbols 2", "Noto Sans Symbols"],
  ],
  [/\p{Script=Hangul}+/u, ["Noto Sans CJK KR", "Apple SD Gothic Neo", "Malgun Gothic"]],
];
const TURNED = "\u2067";
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

/**
 * A text in parts, each with its fonts; none: those of all the picture. What is set from right to left has one font: a
 * number in it would come in another.
 * @param {string} text @returns {{ text: string, family?: string }[]}
 */
export function inFonts(text) {
  if (LATIN.test(text)) return [{ text }];
  const found = [...text.matchAll(FOREIGN)].map((match) => ({
    from: match.index,
    text: match[0],
    family: familyOf(match),
  }));
  const base = text.startsWith(TURNED) ? found[0]?.family : undefined;
  /** @type {{ text: string, family?: string }[]} */
  const parts = [];
  let end = 0;
  for (const part of [...found, { from: text.length, text: "", family: base }]) {
    add(parts, text.slice(end, part.from), base);
    add(parts, part.text, part.family);
    end = part.from + part.text.length;
  }
  return parts;
}

/** @param {RegExpMatchArray} match */
function familyOf(match) {
  const script = match.findIndex((part, place) => place > 0 && part !== undefined) - 1;
  return listed([...SCRIPTS[script][1], ...SANS]);
}

/** @param {{ text: string, family?: string }[]} parts @param {string} text @param {string | undefined} family */
function add(parts, text, family) {
  const before = parts.at(-1);
  if (before && before.family === family) before.text += text;
  else if (text) parts.push({ text, family });
}
