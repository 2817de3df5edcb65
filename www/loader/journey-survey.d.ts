/** How a survey is shown. */
export interface Options {
  /** The address of a survey document, or the document itself. */
  survey: string | object;
  /** Where responses are sent; overrides the document's. */
  endpoint?: string;
  /** `popup` unless there is a container. */
  display?: 'inline' | 'popup' | 'modal' | 'fullscreen' | 'kiosk';
  /** The element, or a selector for it, that an inline survey is appended to. */
  container?: string | Element;
  /** A language such as `fr` or `fr-CA`; else the browser's. */
  locale?: string;
  /** Else the device decides. */
  theme?: 'light' | 'dark';
  /** Who answers, if you know: the same respondent meets the same chance. It is not recorded. */
  respondent?: string;
  /** The address of what is believed of touchpoints beforehand, by name: `{"mean": -0.2, "sd": 0.8}`. */
  priors?: string;
  /** Facts for the survey's expressions. Only those that the document lists are recorded. */
  context?: Record<string, unknown>;
  /** `open` lets the page look inside; for tests. */
  shadow?: 'open' | 'closed';
}

/** A survey that is shown. */
export interface Handle {
  close(): void;
  setContext(facts: Record<string, unknown>): void;
  /** Listens to events of this survey; the result ends it. */
  on(type: EventType, listener: (event: CustomEvent) => void): () => void;
  /** The response record as it would be sent now. */
  response(): any;
}

/** Events are called `journey-survey:<type>`, bubble and are composed. */
export type EventType =
  | 'ready'
  | 'shown'
  | 'answered'
  | 'completed'
  | 'closed'
  | 'saved'
  | 'delivered'
  | 'error';

/**
 * Shows a survey. Resolves when its first question is there, or at once if a popup or modal may be answered once
 * (`cookieName`) and was; rejects if it cannot be shown. Over the page one address is shown once at a time: while it is
 * open, its handle is given again.
 */
export function show(options: Options): Promise<Handle>;

/** Listens to events of all surveys of the page; the result ends it. */
export function on(type: EventType, listener: (event: CustomEvent) => void): () => void;

/** Settings of a run without a widget. */
export interface SessionOptions {
  /** Facts for the survey's expressions. Only those that the document lists are recorded. */
  context?: Record<string, unknown>;
  /** The language of the document's texts; built-in texts are in English. */
  locale?: string;
  /** Who answers, if you know: the same respondent meets the same chance. It is not recorded. */
  respondent?: string;
  /** What is believed of touchpoints beforehand, by name, in the place of the document's. */
  priors?: Record<string, { mean?: number; sd?: number }>;
  /** A whole number from 0 on, in the place of the seed that follows from survey and respondent. */
  seed?: number;
  /** A clock that stands still: a `Date`, a text such as `2026-01-15T12:00:00Z`, or milliseconds since 1970. */
  now?: Date | string | number;
  /** Called when something changed by itself: choices arrived that are fetched. */
  changed?: () => void;
}

/**
 * Starts a run without a widget, for a user interface of your own. The survey is a document, its JSON, or its address.
 * Rejects with an `Error` that says what is wrong; that of a document has `diagnostics`.
 */
export function createSession(survey: string | object, options?: SessionOptions): Promise<Session>;

/** A run of a survey. After its end nothing moves. */
export interface Session {
  snapshot(): Snapshot;
  /** Sets an answer; undefined, null or nothing at all takes it away. */
  set(name: string, value: unknown): void;
  /** Sets the words beside an answer. */
  comment(name: string, text: string): void;
  /** Leaves the page that welcomes; false if something on it has to be mended first, or there is none. */
  start(): boolean;
  /** Checks what is shown and goes on, in the end to the end; false if something has to be mended first. */
  next(): boolean;
  back(): boolean;
  /** Goes to a page by its name, or by its number from 0, without checking anything. */
  goto(page: number | string): void;
  preview(): boolean;
  cancelPreview(): void;
  validate(): boolean;
  complete(): boolean;
  /**
   * Answers the journey's screen and goes on: a number, a touchpoint's name or `"none"`, a list of names or causes,
   * `{ other: "text" }`, `"dont-know"`, `"did-not-happen"` or `"skip"`. Throws where the screen does not offer it.
   */
  answer(value: unknown): void;
  setLocale(locale: string): void;
  /** Adds a panel to a dynamic panel; false if there may be no more. */
  addPanel(name: string): boolean;
  removePanel(name: string, index: number): boolean;
  /** Counts a second of a survey with `showTimer`, and goes on or ends where its time is over. */
  tick(): void;
  /** Why the journey asks what it asks; null while it asks nothing. */
  explain(): Explanation | null;
  /** The response record as it would be sent now. */
  response(): any;
  /** Gives its memory back at once, and not only when nobody holds it any more. */
  free(): void;
}

/** What `journey-survey run` prints after each step. */
export interface Snapshot {
  state: 'starting' | 'running' | 'preview' | 'completed' | 'empty';
  page: string | null;
  pages: string[];
  visible: string[];
  enabled: string[];
  required: string[];
  /** By question: the kind of each error, and what is said about it. */
  errors: Record<string, [kind: string, text: string][]>;
  titles: Record<string, string>;
  /** By question: the value of each choice, and its text. */
  choices: Record<string, [value: unknown, text: string][]>;
  progress: string;
  data: Record<string, unknown>;
  /** What is shown at the end. */
  html?: string;
  /** The question that is shown where they are shown one at a time. */
  question?: string;
  /** By dynamic panel. */
  panels?: Record<string, any[]>;
  /** By journey. */
  journey?: Record<string, any>;
}

export interface Explanation {
  kind: string;
  address: string;
  touchpoint: string | null;
  rule: 'overall' | 'map' | 'pick' | 'always' | 'greedy' | 'why' | 'slot' | string;
  /** What asking was worth; null where nothing was weighed. */
  value: number | null;
  /** What `value` is made of. */
  parts: { information: number; variance: number } | { pain: number } | null;
  /** What else was weighed, the best first. */
  rejected: { kind: 'rating' | 'why'; touchpoint: string; value: number }[];
  /** How likely it was that this was asked, where that was left to chance. */
  chance: number | null;
  because: string;
  [more: string]: unknown;
}

export const version: string;

/** What waits on this device. */
export interface OutboxStatus {
  /** To be sent, now or later. */
  waiting: number;
  /** Refused for what they are: kept, and in the export. */
  needsAttention: number;
  /** Of a later version of this program: left alone. */
  newer: number;
  /** Damaged; as they are in the export. */
  quarantined: number;
  /** Of those waiting or needing attention: would not survive a killed browser. */
  notDurable: number;
  /** Acknowledged and remembered, at most 500. */
  sent: number;
  /** Endpoints that need somebody's attention: a status, `redirect`, or `alike-422` and the like. */
  paused: { endpoint: string; code: string }[];
  /** Bytes that the site uses and may use, where the browser tells. */
  usage?: number;
  quota?: number;
}

/** All records of the page's origin, of whatever survey. */
export interface Outbox {
  status(): Promise<OutboxStatus>;
  /** Tries everything again at once, also what an endpoint has refused or asked to be spared. */
  flush(): Promise<void>;
  /** What is not delivered, one record a line, each with a checksum. */
  export(): Promise<string>;
  /** Takes the lines of an export, of this device or another. `refused` are numbers of lines, from 1. */
  import(lines: string): Promise<{ added: number; known: number; refused: number[] }>;
}

export const outbox: Outbox;

/**
 * Gives the value of `Authorization` for a request to an endpoint, such as `Bearer …`, or nothing. When the endpoint
 * answers 401 it is called once more, with `wasRefused`, for a fresh one. Where it throws, the record waits.
 */
export type Authorize = (
  endpoint: string,
  wasRefused: boolean,
) => string | undefined | Promise<string | undefined>;

/** The same as setting `journeySurvey.authorize`. */
export function authorizeWith(callback: Authorize): void;

declare global {
  interface Window {
    journeySurvey: {
      show: typeof show;
      createSession: typeof createSession;
      on(type: string, listener: (event: CustomEvent) => void): () => void;
      outbox: Outbox;
      authorize?: Authorize | undefined;
      version: string;
      /** Where the product's files lie. */
      base: string;
    };
  }
}
