/** The span of days that is seen: dragged, pinched, zoomed by wheel with Ctrl, by buttons and by keys. */

import { select } from "d3-selection";
import { zoom, zoomIdentity } from "d3-zoom";
import { scaleOf } from "./layout/axis.js";

/** @typedef {[number, number]} Span */

const [OUT, IN] = [1 / 4000, 4000];

/** @param {HTMLElement} box @param {Span} opening @param {() => number} width @param {(span: Span) => void} show */
export function zoomOf(box, opening, width, show) {
  let base = opening;
  const chart = /** @type {import("d3-selection").Selection<HTMLElement, unknown, null, undefined>} */ (select(box));
  const behaviour = /** @type {import("d3-zoom").ZoomBehavior<HTMLElement, unknown>} */ (zoom())
    .scaleExtent([OUT, IN])
    .filter(isMeant)
    .extent(() => [[0, 0], [width(), 1]]) // biome-ignore format: corners
    .on("zoom", ({ transform }) => show(seen(transform)));

  /** @param {import("d3-zoom").ZoomTransform} transform @returns {Span} */
  const seen = (transform) => {
    const scale = /** @type {import("d3-scale").ScaleLinear<number, number>} */ (scaleOf(base, width()));
    return /** @type {Span} */ ([0, width()].map((x) => scale.invert(transform.invertX(x))));
  };
  chart.call(behaviour).on("dblclick.zoom", null);

  return {
    /** @param {number} by */
    scale: (by) => behaviour.scaleBy(chart, by),
    /** @param {number} share of what is seen */
    pan: (share) => behaviour.translateBy(chart, -share * (width() / now(box).k), 0),
    /** See just these days. @param {Span} span */
    see: (span) => {
      if (!span.every(Number.isFinite)) return;
      base = span;
      behaviour.transform(chart, zoomIdentity);
    },
    /** What is seen now. @returns {Span} */
    span: () => seen(now(box)),
  };
}

/** @param {any} box @returns {import("d3-zoom").ZoomTransform} */
function now(box) {
  return box.__zoom ?? zoomIdentity;
}

/** The wheel scrolls the page, unless Ctrl is held; a finger pans, two pinch. @param {any} event */
function isMeant(event) {
  if (event.type === "wheel") return event.ctrlKey || event.metaKey;
  return !event.button && !event.target.closest("a, button, input, select, .lane-head");
}
