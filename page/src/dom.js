/** Elements, whose texts are texts: nothing that a log says is ever read as markup. */

const SVG = "http://www.w3.org/2000/svg";
const LINKS = ["http:", "https:", "mailto:"];

/** @typedef {Node | string | null | undefined | false} Child */

/**
 * An element with attributes (a function is a listener) and children.
 * @param {string} tag @param {Record<string, any>} [attributes] @param {Child[]} children @returns {HTMLElement}
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  set(element, attributes);
  element.append(.../** @type {(Node | string)[]} */ (children.filter((child) => child)));
  return element;
}

/** The same of a picture. @param {string} tag @param {Record<string, any>} attributes @param {Child[]} children @returns {SVGElement} */
export function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  set(element, attributes);
  element.append(.../** @type {(Node | string)[]} */ (children.filter((child) => child)));
  return element;
}

/** @param {Element} element @param {Record<string, any>} attributes */
function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : String(value));
  }
}

/** Put elements into a box in order, and nothing else; those that are in their place stay as they are. @param {Element} box @param {Element[]} elements */
export function arrange(box, elements) {
  const wanted = new Set(elements);
  for (const old of [...box.children]) if (!wanted.has(old)) old.remove();
  let place = box.firstElementChild;
  for (const element of elements) {
    if (element === place) place = place.nextElementSibling;
    else box.insertBefore(element, place);
  }
}

/** The element of the page with this id. @template {HTMLElement} T @param {string} id @returns {T} */
export function byId(id) {
  return /** @type {T} */ (document.getElementById(id));
}

/** Words that lead to an address, if that is one that a browser may open without harm. @param {string} url @param {string} words */
export function link(url, words) {
  const isSafe = URL.canParse(url) && LINKS.includes(new URL(url).protocol);
  return isSafe
    ? el("a", { href: url, rel: "noopener noreferrer", target: "_blank", dir: "auto" }, words)
    : text(words);
}

/** Words of the log, in their own direction. @param {string} words @param {string} [style] */
export function text(words, style) {
  return el("bdi", { class: style }, words);
}
