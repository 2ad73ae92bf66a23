/** What a picture is made of: the page draws it, and whatever else draws one. */

/**
 * @typedef {{ kind: "rect", class: string, x: number, y: number, width: number, height: number, title?: string,
 *   event?: number }} Rect
 * @typedef {{ kind: "path", class: string, d: string, event?: number }} Path
 * @typedef {{ kind: "text", class: string, x: number, y: number, size: number, anchor: "start" | "middle" | "end",
 *   text: string, title?: string, rightToLeft?: boolean, event?: number, span?: [number, number] }} Text `span`: the
 *   days that it stands for, which who chooses it wants to see
 * @typedef {Rect | Path | Text} Mark
 */

export {};
