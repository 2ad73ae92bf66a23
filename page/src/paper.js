/** How the lanes come on one page of paper, if they can: with fewer rows of events, and drawn somewhat smaller. */

import { laneOf } from "./layout/layout.js";

/**
 * @typedef {import("./projection.js").IssueState} IssueState
 * @typedef {import("./layout/layout.js").State} State
 * @typedef {{ rows: number, width: number }} Fit How many rows a lane has at most, how wide pictures are before they are
 *   drawn as wide as the paper
 */

const [WIDTH, ROOM] = [858, 648]; // for pictures and for lanes, on a page of A4 that lies on its side
const HEAD = 27;
const BETWEEN = 4;
const [LARGE, MIDDLE, SMALL] = [1000, 1150, 1350];
const LEAST = [
  [LARGE, 3],
  [MIDDLE, 2],
  [SMALL, 1],
]; // rows for which it is worth while to draw so large

/** @param {IssueState[]} issues @param {State} state @returns {Fit} */
export function onPaper(issues, state) {
  for (const [width, least] of LEAST) {
    for (let rows = state.rows; rows >= least; rows--) {
      if (heightOf(issues, { ...state, rows }, width) <= ROOM) return { rows, width };
    }
  }
  return { rows: 2, width: LARGE }; // on several pages
}

/** How large all is drawn. @param {Fit} fit */
export function sizeOf({ width }) {
  return LARGE / width;
}

/** @param {IssueState[]} issues @param {State} state @param {number} width */
function heightOf(issues, state, width) {
  const heights = issues.map((issue) => Math.max((laneOf(issue, state, width).height * WIDTH) / width, HEAD) + BETWEEN);
  return heights.reduce((sum, height) => sum + height, 0);
}
