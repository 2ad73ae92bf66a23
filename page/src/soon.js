/** Work that can wait until what is in sight is shown; while there is some, the page says that it is busy. */

import { byId } from "./dom.js";

const SLICE = 12; // milliseconds at a time, so that nobody waits for an answer
/** @type {(() => void)[]} */
let waiting = [];
let isAsked = false;

/** Do this soon, in the place of what was still to do. @param {(() => void)[]} work */
export function soon(work) {
  waiting = work.reverse();
  byId("main").setAttribute("aria-busy", String(waiting.length > 0));
  if (!isAsked && waiting.length) ask();
}

/** Do now what was still to do, as for a printer. */
export function now() {
  while (waiting.length) waiting.pop()?.();
  byId("main").setAttribute("aria-busy", "false");
}

function ask() {
  isAsked = true;
  setTimeout(work);
}

function work() {
  const until = performance.now() + SLICE;
  while (waiting.length && performance.now() < until) waiting.pop()?.();
  isAsked = false;
  if (waiting.length) ask();
  else byId("main").setAttribute("aria-busy", "false");
}
