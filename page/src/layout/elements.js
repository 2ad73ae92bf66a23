/** The element of SVG that each mark is, wherever it is drawn. */

/**
 * @typedef {import("./marks.js").Mark} Mark
 * @typedef {{ tag: string, attributes: Record<string, string | number | undefined>, text?: string, title?: string }} Element
 */

/** @param {Mark} mark @returns {Element} */
export function elementOf(mark) {
  if (mark.kind === "path") {
    return {
      tag: "path",
      attributes: { class: mark.class, d: mark.d, "fill-rule": "evenodd", "data-event": mark.event },
    };
  }
  const { kind: tag, title } = mark;
  if (mark.kind === "rect") {
    const { x, y, width, height } = mark;
    return { tag, attributes: { class: mark.class, x, y, width, height, rx: 3, "data-event": mark.event }, title };
  }
  const { x, y, size, anchor, span } = mark;
  const at = { class: mark.class, x, y, "font-size": size, "text-anchor": anchor };
  const attributes = { ...at, "data-event": mark.event, "data-span": span?.join(" ") };
  return { tag, attributes, text: mark.rightToLeft ? turned(mark.text) : mark.text, title };
}

/** A text set from right to left, where it stands all the same: not every program knows the attribute `direction`. @param {string} text */
function turned(text) {
  return `\u2067${text}\u2069`;
}
