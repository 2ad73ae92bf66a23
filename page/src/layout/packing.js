/** Events in rows: as few as give every label its room, and when there are no more, the labels give way, then events. */

/**
 * @typedef {import("./places.js").Place} Place
 * @typedef {{ rows: Place[][], left: Place[] }} Packed Each row from left to right, and what has no room
 */

const GAP = 4;

/** @param {Place[]} places @param {number} most of rows @returns {Packed} */
export function pack(places, most) {
  const inOrder = [...places].sort((one, other) => one.left - other.left || one.event.order - other.event.order);
  for (let count = 1; count <= most; count++) {
    const packed = attempt(inOrder, count, (place) => place.wish);
    if (!packed.left.length) return packed;
  }
  const short = attempt(inOrder, most, (place) => Math.min(place.wish, 90));
  return short.left.length ? attempt(inOrder, most, () => 0) : short;
}

/** Each in the row that is free for longest. @param {Place[]} places @param {number} count @param {(place: Place) => number} label @returns {Packed} */
function attempt(places, count, label) {
  const rows = Array.from({ length: count }, () => /** @type {Place[]} */ ([]));
  const free = rows.map(() => Number.NEGATIVE_INFINITY);
  const left = [];
  for (const place of places) {
    const row = count === 1 || label(place) > 0 ? firstFree(free, place) : longestFree(free);
    if (free[row] > place.left) {
      left.push(place);
      continue;
    }
    rows[row].push(place);
    free[row] = place.right + label(place) + GAP;
  }
  return { rows: rows.filter((row) => row.length), left };
}

/** @param {number[]} free @param {Place} place */
function firstFree(free, place) {
  const found = free.findIndex((from) => from <= place.left);
  return found < 0 ? longestFree(free) : found;
}

/** @param {number[]} free */
function longestFree(free) {
  return free.indexOf(Math.min(...free));
}
