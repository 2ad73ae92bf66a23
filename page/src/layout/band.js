/** The band of an issue's status over time: neighbours of one value are one, what is contested has an outline. */

import { courseOf, STATUS } from "../projection.js";
import { n } from "./shapes.js";
import { fit, isRightToLeft } from "./text.js";

/**
 * @typedef {import("../history.js").Issue} Issue
 * @typedef {import("../projection.js").Clock} Clock
 * @typedef {import("./marks.js").Mark} Mark
 * @typedef {import("./places.js").Frame} Frame
 * @typedef {{ from: number, until: number, value: string, contested: boolean, later: boolean }} Segment
 */

export const HEIGHT = 18;
const SIZE = 11.5;
const COLOURS = 8;
const EDGE = 24; // of the picture, where it may be said how many events are beyond

/** @param {Issue | null} issue @param {Clock} clock @param {Frame} frame @returns {Mark[]} */
export function bandOf(issue, clock, frame) {
  const status = issue?.attributes.find((attribute) => attribute.attribute === STATUS);
  if (!status) return [];
  const values = [...new Set([...status.hindsight, ...status.strict].map((change) => change.claims[0]?.value))];
  const segments = segmentsOf(courseOf(status, clock), clock);
  return segments.flatMap((segment) => drawn(segment, values.indexOf(segment.value) % COLOURS, frame));
}

/** @param {import("../history.js").StateChange[]} changes @param {Clock} clock @returns {Segment[]} */
export function segmentsOf(changes, clock) {
  const end = clock.hindsight ? Number.POSITIVE_INFINITY : clock.day + 1;
  /** @type {Segment[]} */
  const segments = [];
  changes.forEach((change, place) => {
    const until = Math.min(end, changes[place + 1]?.day ?? end);
    if (until <= change.day || !change.claims.length) return;
    const told = { value: change.claims[0].value, contested: change.contested };
    for (const [from, to] of parts(change.day, until, clock.day + 1))
      join(segments, { from, until: to, ...told, later: from > clock.day });
  });
  return segments;
}

/** What is until a day, and what is from it on. @param {number} from @param {number} until @param {number} day */
function parts(from, until, day) {
  return from < day && day < until ? [[from, day], [day, until]] : [[from, until]]; // biome-ignore format: two
}

/** @param {Segment[]} segments @param {Segment} next */
function join(segments, next) {
  const before = segments.at(-1);
  const alike = before?.value === next.value && before.contested === next.contested && before.later === next.later;
  if (before && alike && before.until === next.from) before.until = next.until;
  else segments.push(next);
}

/** @param {Segment} segment @param {number} colour @param {Frame} frame @returns {Mark[]} */
function drawn(segment, colour, frame) {
  const [from, until] = [Math.max(0, frame.x(segment.from)), Math.min(frame.width, frame.x(segment.until))];
  const width = until - from;
  if (!(width > 0)) return [];
  const style = `band colour-${colour}${segment.contested ? " contested" : ""}${segment.later ? " later" : ""}`;
  const title = segment.contested ? `${segment.value} (contested)` : segment.value;
  const start = Math.max(from + 5, EDGE);
  const label = fit(segment.value, SIZE, Math.min(until - 5, frame.width - EDGE) - start);
  const inset = segment.contested ? 0.75 : 0;
  /** @type {Mark[]} */
  const marks = [
    {
      kind: "rect",
      class: style,
      x: n(from + inset),
      y: inset,
      width: n(Math.max(1, width - 1 - 2 * inset)),
      height: HEIGHT - 2 * inset,
      title,
    },
  ];
  if (label) {
    const at = { x: n(start), y: 13, size: SIZE, anchor: /** @type {"start"} */ ("start") };
    marks.push({
      kind: "text",
      class: `band-name${segment.later ? " later" : ""}`,
      ...at,
      text: label,
      title,
      rightToLeft: isRightToLeft(label),
    });
  }
  return marks;
}
