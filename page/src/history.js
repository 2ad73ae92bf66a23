/**
 * The history that the page was given, read from its rows: data.py and telling.py write them, and say what each place
 * of a row is. What a row does not have at its end is 0, and the first row of a table stands for nothing.
 */

/**
 * @typedef {{ text: string, first: number, last: number, lasts: boolean }} When A date: its words, its bounds as days
 * @typedef {{ text: string, day: number }} Known Since when something is known
 * @typedef {{ publisher: string, url: string, published: Known, title: string }} Source
 * @typedef {{ issue: string, attribute: string, value: string, sources: Source[], known: string, claimant: string }} Claim
 * @typedef {{ phase: string, when: When | null, known: string, sources: Source[] }} Account
 * @typedef {{ day: number, sources: Source[], own: When | null, phase: string, when: When | null }} Step One report
 * @typedef {{ day: number, title: string, claims: Claim[], kind: string, actors: string[], place: string,
 *   summary: string, accounts: Account[] }} Told What is told of an event from a day on
 * @typedef {{ day: number, phase: string, when: When | null, order: number, issues: number[],
 *   contested: string[] }} EventChange
 * @typedef {{ place: number, id: string, known: number, strict: EventChange[], hindsight: EventChange[], told: Told[],
 *   steps: Step[] }} Event
 * @typedef {{ value: string, claimant: string, event: number, known: number }} Standing
 * @typedef {{ day: number, claims: Standing[], contested: boolean, since: number, first: number }} StateChange
 * @typedef {{ issue: number, attribute: string, strict: StateChange[], hindsight: StateChange[] }} Attribute
 * @typedef {{ place: number, id: string, title: string, question: string, reported: boolean,
 *   attributes: Attribute[] }} Issue
 * @typedef {{ title: string, id: string, entries: number, head: string, zone: string }} Log
 * @typedef {{ log: Log, asOf: number, hindsight: boolean, recordedBy: string, phases: Map<string, string>,
 *   issues: Issue[], events: Event[] }} History
 */

const STEPS = ["occurred", "scheduled", "postponed", "cancelled", "retracted"];
const CONTESTED = [[], ["date"], ["phase"], ["date", "phase"]];
const NO_DATE = -1;

/** @param {number | string | undefined} day */
function day(day) {
  if (day === "<") return Number.NEGATIVE_INFINITY;
  return day === ">" ? Number.POSITIVE_INFINITY : Number(day ?? 0);
}

/** Texts of which each says how much it has of the one before. @param {any[]} told @returns {string[]} */
function afterEachOther(told) {
  const texts = [];
  let text = "";
  for (let place = 0; place < told.length; place += 2) {
    const shared = [...text].slice(0, told[place]).join("");
    text = shared + told[place + 1];
    texts.push(text);
  }
  return texts;
}

/** Read the data of a page. @param {any} raw @returns {History} */
export function readHistory(raw) {
  const read = new Reading(raw);
  const attributes = raw.states.map((/** @type {any[]} */ row) => read.attribute(row));
  return {
    log: { ...raw.log, title: read.text(raw.log.title), id: read.text(raw.log.id) },
    asOf: day(raw.asOf),
    hindsight: raw.hindsight,
    recordedBy: read.text(raw.recordedBy),
    phases: new Map(raw.phases),
    issues: raw.issues.map((/** @type {any[]} */ row, /** @type {number} */ place) =>
      read.issue(row, place, attributes),
    ),
    events: read.events(),
  };
}

/** Reads rows, and those that they name. */
class Reading {
  /** @param {any} raw */
  constructor(raw) {
    this.raw = raw;
    this.phases = raw.phases.map((/** @type {string[]} */ row) => row[0]);
    /** @type {(When | null)[]} */
    this.whens = raw.whens.map((/** @type {any[]} */ row) => row && this.when(row));
    /** @type {Known[]} */
    this.dates = raw.dates.map((/** @type {any} */ row) => ({ text: this.text(row[0]), day: day(row[1]) }));
    /** @type {Source[]} */
    this.sources = raw.sources.map((/** @type {any} */ row) => this.source(row));
    /** @type {Claim[]} */
    this.claims = raw.claims.map((/** @type {any} */ row) => this.claim(row));
    /** @type {Standing[]} */
    this.stands = raw.stands.map((/** @type {any} */ row) => this.standing(row));
  }

  /** @param {number | undefined} place @returns {string} */
  text(place) {
    return place ? this.raw.texts[place] : "";
  }

  /** @param {any[]} row @returns {When} */
  when([text, first, last, lasts]) {
    return { text: this.text(text), first: day(first), last: day(last), lasts: Boolean(lasts) };
  }

  /** @param {any} row @returns {Source} */
  source(row) {
    const [publisher, url, published, title] = row || [];
    return { ...this.named(publisher, url), published: this.dates[published ?? 0], title: this.text(title) };
  }

  /** @param {number} publisher @param {number} url */
  named(publisher, url) {
    return { publisher: this.text(publisher), url: this.text(url) };
  }

  /** @param {any} row @returns {Claim} */
  claim(row) {
    const [subject, value, cited, known, claimant] = row || [];
    const [issue, attribute] = this.raw.subjects[subject ?? 0] || [];
    const sources = this.cited(cited);
    return {
      issue: this.text(issue),
      attribute: this.text(attribute),
      value: this.text(value),
      sources,
      known: known ? this.dates[known].text : (sources[0]?.published.text ?? ""),
      claimant: claimant ? this.text(claimant) : (sources[0]?.publisher ?? ""),
    };
  }

  /** @param {any} row @returns {Standing} */
  standing(row) {
    const [value, claimant, event, known] = row || [];
    return { value: this.text(value), claimant: this.text(claimant), event: event ?? 0, known: day(known) };
  }

  /** @param {number[] | undefined} places */
  cited(places) {
    return (places || []).map((place) => this.sources[place]);
  }

  /** @param {any[]} row @param {number} place @param {Attribute[]} attributes @returns {Issue} */
  issue([id, title, question, reported], place, attributes) {
    const own = attributes.filter((attribute) => attribute.issue === place);
    const told = { id: this.text(id), title: this.text(title) || this.text(id), question: this.text(question) };
    return { place, ...told, reported: Boolean(reported), attributes: own };
  }

  /** @param {any[]} row @returns {Attribute} */
  attribute([issue, attribute, strict, hindsight]) {
    const [known, all] = [strict, hindsight].map((changes) =>
      changes.map((/** @type {any[]} */ row) => this.state(row)),
    );
    return { issue, attribute: this.text(attribute), strict: known, hindsight: all };
  }

  /** @param {any[]} row @returns {StateChange} */
  state([from, claims, contested, since, first]) {
    const standing = (claims || []).map((/** @type {number} */ place) => this.stands[place]);
    const days = { day: day(from), since: day(since) };
    return { ...days, claims: standing, contested: Boolean(contested), first: first ?? 0 };
  }

  /** @returns {Event[]} */
  events() {
    const ids = afterEachOther(this.raw.ids);
    return this.raw.events.map((/** @type {any[]} */ row, /** @type {number} */ place) =>
      this.event(row, place, ids[place]),
    );
  }

  /** @param {any[]} row @param {number} place @param {string} id @returns {Event} */
  event([known, stages, strict, hindsight, told, steps], place, id) {
    const [early, late] = [strict, hindsight].map((some) => this.changes(some, stages));
    const rows = told.map((/** @type {any[]} */ row) => this.told(row, id));
    return { place, id, known, strict: early, hindsight: late, told: rows, steps: steps.map(this.step, this) };
  }

  /** @param {any[][]} rows @param {any[][]} stages @returns {EventChange[]} */
  changes(rows, stages) {
    return rows.map(([from, phase, stage]) => {
      const [when, order, issues, contested] = stages[stage ?? 0];
      const seen = { day: day(from), phase: this.phases[phase ?? 0], when: this.whens[when ?? 0] || null };
      return { ...seen, order: order ?? 0, issues: this.raw.bearing[issues], contested: CONTESTED[contested ?? 0] };
    });
  }

  /** @param {any[]} row @param {string} id @returns {Told} */
  told([from, title, claims, kind, actors, place, summary, accounts], id) {
    return {
      day: day(from),
      title: this.text(title) || id,
      claims: (claims || []).map((/** @type {number} */ claim) => this.claims[claim]),
      kind: this.text(kind),
      actors: (actors || []).map((/** @type {number} */ actor) => this.text(actor)),
      place: this.text(place),
      summary: this.text(summary),
      accounts: (accounts || []).map((/** @type {any[]} */ row) => this.account(row)),
    };
  }

  /** @param {any[]} row @returns {Account} */
  account([phase, when, known, cited]) {
    const dated = { when: this.whens[when ?? 0] || null, known: this.dates[known ?? 0].text };
    return { phase: this.text(phase), ...dated, sources: this.cited(cited) };
  }

  /** @param {any[]} row @returns {Step} */
  step([from, cited, own, phase, other]) {
    const given = this.whens[own ?? 0] || null;
    const [held] = other || [];
    const when = held === undefined ? given : held === NO_DATE ? null : this.whens[held];
    return { day: day(from), sources: this.cited(cited), own: given, phase: STEPS[phase ?? 0], when };
  }
}
