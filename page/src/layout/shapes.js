/** The shape of each phase: no two are told apart by colour alone. Every one is an area, in which holes are holes. */

const SIZE = 5.5;
const LINE = 1.8;

/** @param {number} x @param {number} y @param {number} radius */
function disc(x, y, radius) {
  return `M${n(x - radius)} ${n(y)}a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0Z`;
}

/** @param {number} x @param {number} y @param {number} size */
export function ring(x, y, size) {
  return disc(x, y, size) + disc(x, y, size - LINE);
}

/** @param {number} x @param {number} y @param {number[][]} corners */
function polygon(x, y, corners) {
  return `M${corners.map(([right, down]) => `${n(x + right)} ${n(y + down)}`).join("L")}Z`;
}

/** @param {number} x @param {number} y @param {number[][]} corners @param {number} inner */
function frame(x, y, corners, inner) {
  const hole = corners.map((corner) => corner.map((side) => side * inner));
  return polygon(x, y, corners) + polygon(x, y, hole);
}

const DIAMOND = [
  [0, -SIZE - 1],
  [SIZE + 1, 0],
  [0, SIZE + 1],
  [-SIZE - 1, 0],
];
const TRIANGLE = [
  [0, -SIZE - 0.5],
  [SIZE + 1, SIZE - 0.5],
  [-SIZE - 1, SIZE - 0.5],
];
const BAR = [
  [-1.3, -SIZE],
  [1.3, -SIZE],
  [1.3, SIZE],
  [-1.3, SIZE],
];

/** @param {number} x @param {number} y */
function cross(x, y) {
  const [arm, half] = [4.8, 1.1];
  const corners = [
    [0, -half - 0.5], [arm - half, -arm - half], [arm + half, -arm + half], [half + 0.5, 0],
    [arm + half, arm - half], [arm - half, arm + half], [0, half + 0.5], [-arm + half, arm + half],
    [-arm - half, arm - half], [-half - 0.5, 0], [-arm - half, -arm + half], [-arm + half, -arm - half],
  ]; // biome-ignore format: a table
  return polygon(x, y, corners);
}

/** @param {number} x @param {number} y */
function slashed(x, y) {
  const [far, half] = [3.1, 0.8];
  const slash = [
    [-far - half, far - half],
    [far - half, -far - half],
    [far + half, -far + half],
    [-far + half, far + half],
  ];
  return ring(x, y, SIZE) + polygon(x, y, slash);
}

/** @type {Record<string, (x: number, y: number) => string>} */
const SHAPES = {
  occurred: (x, y) => disc(x, y, SIZE - 0.5),
  upcoming: (x, y) => ring(x, y, SIZE),
  due: (x, y) => ring(x, y, SIZE) + disc(x, y, 2),
  possible: (x, y) => frame(x, y, DIAMOND, 0.58),
  overdue: (x, y) => frame(x, y, TRIANGLE, 0.45),
  postponed: (x, y) => polygon(x - 2.8, y, BAR) + polygon(x + 2.8, y, BAR),
  cancelled: cross,
  retracted: slashed,
};

/** The outline of a phase's shape around a point. @param {string} phase @param {number} x @param {number} y */
export function shape(phase, x, y) {
  return (SHAPES[phase] ?? SHAPES.occurred)(x, y);
}

/** A number as a picture has it. @param {number} number */
export function n(number) {
  return Math.round(number * 10) / 10;
}
