/** How a survey is shown. */
export interface Options {
  /** The address of a survey document, or the document itself. */
  survey: string | object;
  /** Where responses are sent; overrides the document's. */
  endpoint?: string;
  /** `popup` unless there is a container. */
  display?: 'inline' | 'popup';
  /** The element, or a selector for it, that an inline survey is appended to. */
  container?: string | Element;
  /** A language such as `fr` or `fr-CA`; else the browser's. */
  locale?: string;
  /** Else the device decides. */
  theme?: 'light' | 'dark';
  /** Who answers, if you know: the same respondent meets the same chance. It is not recorded. */
  respondent?: string;
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

/** Shows a survey. Resolves when its first question is there; rejects if it cannot be shown. */
export function show(options: Options): Promise<Handle>;

/** Listens to events of all surveys of the page; the result ends it. */
export function on(type: EventType, listener: (event: CustomEvent) => void): () => void;

export const version: string;

declare global {
  interface Window {
    journeySurvey: {
      show: typeof show;
      on(type: string, listener: (event: CustomEvent) => void): () => void;
      version: string;
      /** Where the product's files lie. */
      base: string;
    };
  }
}
