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
    const room = label(place);
    const from = place.left - (place.isBefore ? room : 0);
    const row = count === 1 || room > 0 ? firstFree(free, from) : longestFree(free);
    if (free[row] > from) {
      left.push(place);
      continue;
    }
    rows[row].push(place);
    free[row] = place.right + (place.isBefore ? 0 : room) + GAP;
  }
  return { rows: rows.filter((row) => row.length), left };
}

/** @param {number[]} free @param {number} left */
function firstFree(free, left) {
  const found = free.findIndex((from) => from <= left);
  return found < 0 ? longestFree(free) : found;
}

/** @param {number[]} free */
function longestFree(free) {
  return free.indexOf(Math.min(...free));
}
