/**
 * The loader: what must run before the widget is fetched. It knows its own tag, the `<journey-survey>` element and the
 * public API; everything a respondent sees is the widget's, which is fetched when the first survey is due.
 */
(() => {
  /**
   * @typedef {import('./journey-survey.js').Options} Options
   * @typedef {import('./journey-survey.js').Handle} Handle
   * @typedef {import('./journey-survey.js').Session} Session
   * @typedef {import('./journey-survey.js').SessionOptions} SessionOptions
   * @typedef {{ update(options: object): void, connected(): void, setContext(facts: object): void, response(): any, free(): void }} Widget
   * @typedef {{ default: () => Promise<any>, __wbg_reset_state: () => void, mount: (host: HTMLElement, root: ShadowRoot, options: object) => Widget, createSession: (survey: string | object, options: object) => Promise<Session>, outbox: (does: string, text?: string) => Promise<any> }} Module
   */

  const script = /** @type {HTMLScriptElement | null} */ (document.currentScript);
  const PLAIN = ['survey', 'endpoint', 'display', 'locale', 'theme', 'respondent', 'priors'];
  /** The widget's second part, which it fetches for a survey that needs it. It is named when it is built. */
  const SECOND = 'SECOND-HASH.wasm';
  const MAX_RECOVERIES = 3;
  /** Displays that stand over the page and not in it. */
  const OVER = ['popup', 'modal', 'fullscreen', 'kiosk'];

  /** @param {Element} element */
  const isOver = (element) => OVER.includes(element.getAttribute('display') ?? '');

  /** Puts the survey that the script's own tag names, where the page does not have it yet. */
  const insertOwn = () => {
    if (!script?.dataset.survey) return;
    const survey = script.dataset.survey;
    const element = document.createElement('journey-survey');
    for (const { name, value } of script.attributes) {
      const own = name.slice(5);
      const isOption = PLAIN.includes(own) || own === 'shadow' || own.startsWith('context-');
      if (name.startsWith('data-') && isOption) element.setAttribute(own, value);
    }
    const insert = () => {
      const there = [...document.querySelectorAll('journey-survey')];
      if (there.some((other) => other.getAttribute('survey') === survey)) return;
      const isInPage = document.body.contains(script);
      if (isInPage && !isOver(element)) script.after(element);
      else document.body.append(element);
    };
    if (document.body) insert();
    else addEventListener('DOMContentLoaded', insert, { once: true });
  };

  // A page that embeds the script twice gets one loader.
  if (customElements.get('journey-survey')) return insertOwn();

  /** @type {Promise<Module> | undefined} */
  let loading;
  let recoveries = 0;
  let isRecovering = false;
  /** @type {Set<JourneySurveyElement>} */
  const mounted = new Set();
  /** What `show` has put over the page, by the address of the survey. @type {Map<unknown, { element: JourneySurveyElement, shown: Promise<Handle> }>} */
  const opened = new Map();
  /** What lets go of the locks that the widget holds: one that has trapped cannot do it itself. @type {Set<() => void>} */
  const held = new Set();

  /** Only a success is kept: one failed fetch must not brick the page. */
  const load = () => {
    loading ??= import(api.base + 'widget-HASH.js')
      .then((/** @type {Module} */ module) => module.default().then(() => module))
      .catch((error) => {
        loading = undefined;
        throw error;
      });
    return loading;
  };

  /** Where the widget finds the files of the product. */
  const files = () => ({ base: api.base, second: SECOND && api.base + SECOND });

  const skeleton = () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      ':host{display:block}:host([hidden]){display:none}p{min-height:280px;margin:0 auto;max-width:640px;border-radius:12px;background:#8882}',
    );
    return sheet;
  };

  class JourneySurveyElement extends HTMLElement {
    static observedAttributes = PLAIN;

    /** @type {ShadowRoot | undefined} */
    #root;
    /** @type {Widget | undefined} */
    #widget;
    /** A survey that was given as an object. @type {object | undefined} */
    #document;
    /** @type {Record<string, unknown>} */
    #facts = {};
    #isUpdating = false;
    /** Tells its drafts from those of the page's other elements. */
    #number = '';
    /** Whether what was answered here is safe, so that nobody is to be asked again. */
    isDone = false;

    connectedCallback() {
      if (this.#root) return this.#comeBack();
      const mode = this.getAttribute('shadow') === 'open' ? 'open' : 'closed';
      this.#root = this.attachShadow({ mode });
      this.#root.adoptedStyleSheets = [skeleton()];
      if (!isOver(this)) {
        this.#root.append(document.createElement('p'));
      }
      this.addEventListener('journey-survey:closed', () => {
        this.hidden = true;
      });
      for (const type of ['saved', 'delivered']) {
        this.addEventListener(`journey-survey:${type}`, () => {
          this.isDone = this.getAttribute('display') !== 'kiosk';
        });
      }
      this.mount();
    }

    /** @param {string} name @param {string | null} was @param {string | null} is */
    attributeChangedCallback(name, was, is) {
      // A survey that is set again makes room for the next respondent; anything else that stays as it was is no news.
      if (was === is && name !== 'survey') return;
      // Another survey is to be seen, whatever became of the one before.
      if (name === 'survey' && this.#root) {
        this.hidden = false;
        this.isDone = false;
      }
      // What stands in the page is built otherwise than what stands over it; the draft leads back to the same question.
      if (name === 'display' && this.#widget) {
        if (this.hidden || this.isDone) return;
        this.#widget.free();
        this.forget();
        this.mount();
      }
      if (!this.#widget || this.#isUpdating) return;
      this.#isUpdating = true;
      // Several attributes that change together are one update.
      queueMicrotask(() => {
        this.#isUpdating = false;
        this.#widget?.update(this.#options());
      });
    }

    /** It was taken out of the page and put back. */
    #comeBack() {
      if (!this.#widget) return;
      this.#widget.connected();
      const before = this.#number;
      this.#takeNumber();
      if (this.#number !== before) this.#widget.update(this.#options());
    }

    /** Takes the lowest number that no survey in sight has: one that comes again finds its draft again. */
    #takeNumber() {
      const isInSight = (/** @type {JourneySurveyElement} */ other) => other !== this && other.isConnected && !other.hidden;
      const taken = [...mounted].filter(isInSight).map((other) => other.#number);
      if (this.#number && !taken.includes(this.#number)) return;
      let number = 0;
      while (taken.includes(String(number))) number += 1;
      this.#number = String(number);
    }

    async mount() {
      // Where a module brought this script, it says only after it where the files lie.
      await null;
      try {
        const module = await load();
        this.#widget = module.mount(this, /** @type {ShadowRoot} */ (this.#root), this.#options());
        mounted.add(this);
        // Meanwhile the page may have put it elsewhere.
        this.#widget.connected();
        // A device that many people answer on is asked not to throw their answers away.
        if (this.getAttribute('display') === 'kiosk') navigator.storage?.persist().catch(() => {});
      } catch (error) {
        this.#fail(error);
        recover(error);
      }
    }

    /** Its widget was of an instance that is no more. */
    forget() {
      mounted.delete(this);
      this.#widget = undefined;
    }

    /** @param {Options} options */
    configure(options) {
      if (typeof options.survey === 'object') this.#document = options.survey;
      Object.assign(this.#facts, options.context);
      for (const name of [...PLAIN, 'shadow']) {
        const value = Object(options)[name];
        if (typeof value === 'string') this.setAttribute(name, value);
      }
    }

    /** @param {Record<string, unknown>} facts */
    setContext(facts) {
      Object.assign(this.#facts, facts);
      this.#widget?.setContext(facts);
    }

    response() {
      return this.#widget?.response();
    }

    #options() {
      this.#takeNumber();
      /** @type {Record<string, any>} */
      const options = { ...files(), context: {}, whole: recoveries > 0, number: this.#number };
      for (const { name, value } of this.attributes) {
        if (PLAIN.includes(name)) options[name] = value;
        else if (name.startsWith('context-')) options.context[name.slice(8)] = value;
      }
      Object.assign(options.context, this.#facts);
      if (this.#document) options.survey = this.#document;
      return options;
    }

    /** @param {unknown} error */
    #fail(error) {
      console.error('Journey Survey:', error);
      if (String(error).includes('unsafe-eval')) {
        console.error("Journey Survey: add 'wasm-unsafe-eval' to script-src in the page's Content-Security-Policy; 'unsafe-eval' is not needed.");
      }
      const text = document.createElement('div');
      text.setAttribute('role', 'alert');
      text.textContent = 'The survey could not be loaded. Please reload the page to try again.';
      this.#root?.replaceChildren(text);
      const detail = { message: String(error) };
      const init = { bubbles: true, composed: true, detail };
      this.dispatchEvent(new CustomEvent('journey-survey:error', init));
    }
  }

  const api = {
    version: '0.1.0',
    /** Where the files lie; a module sets it itself. */
    base: script ? new URL('.', script.src).href : '',

    /**
     * @param {Options} options
     * @returns {Promise<Handle>}
     */
    show(options) {
      // A second click does not open the same survey over the first.
      const twin = options.container ? undefined : opened.get(options.survey);
      if (twin?.element.isConnected && !twin.element.hidden) {
        twin.element.configure(options);
        return twin.shown;
      }
      twin?.element.remove();
      const element = /** @type {JourneySurveyElement} */ (document.createElement('journey-survey'));
      element.configure({ display: options.container ? 'inline' : 'popup', ...options });
      const { container } = options;
      const place = typeof container === 'string' ? document.querySelector(container) : container;
      if (container && !place) {
        return Promise.reject(new Error(`journeySurvey.show: nothing on the page matches "${container}".`));
      }
      /** @type {Promise<Handle>} */
      const shown = new Promise((resolve, reject) => {
        const ended = new AbortController();
        const listening = { signal: ended.signal };
        // Whoever has answered already is not asked again: then it closes at once.
        for (const type of ['shown', 'closed']) {
          element.addEventListener(
            `journey-survey:${type}`,
            () => {
              ended.abort();
              resolve(handle(element));
            },
            listening,
          );
        }
        element.addEventListener(
          'journey-survey:error',
          (event) => {
            ended.abort();
            element.remove();
            reject(new Error(/** @type {CustomEvent} */ (event).detail.message));
          },
          listening,
        );
        (place ?? document.body).append(element);
      });
      if (!place) opened.set(options.survey, { element, shown });
      return shown;
    },

    /**
     * @param {string | object} survey
     * @param {SessionOptions} [options]
     * @returns {Promise<Session>}
     */
    async createSession(survey, options) {
      const module = await load();
      return module.createSession(survey, { ...options, ...files() });
    },

    outbox: {
      /** What the browser grants its sites is beside what the outbox knows. */
      status: async () => ({ ...(await navigator.storage?.estimate().catch(() => {})), ...(await (await load()).outbox('status')) }),
      flush: async () => (await load()).outbox('flush'),
      export: async () => (await load()).outbox('export'),
      /** @param {string} lines */
      import: async (lines) => (await load()).outbox('import', String(lines)),
    },

    /** Gives each request its `Authorization`; set by the page. @type {import('./journey-survey.js').Authorize | undefined} */
    authorize: undefined,

    /**
     * @param {string} type
     * @param {(event: CustomEvent) => void} listener
     * @returns {() => void}
     */
    on(type, listener) {
      return listen(document, type, listener);
    },
  };

  /**
   * @param {JourneySurveyElement} element
   * @returns {Handle}
   */
  const handle = (element) => ({
    close: () => {
      element.dispatchEvent(new CustomEvent('journey-survey:closed', { bubbles: true, composed: true }));
    },
    setContext: (facts) => element.setContext(facts),
    on: (type, listener) => listen(element, type, listener),
    response: () => element.response(),
  });

  /**
   * @param {EventTarget} target
   * @param {string} type
   * @param {(event: CustomEvent) => void} listener
   */
  const listen = (target, type, listener) => {
    const name = `journey-survey:${type}`;
    const heard = /** @type {EventListener} */ (listener);
    target.addEventListener(name, heard);
    return () => target.removeEventListener(name, heard);
  };

  /**
   * A panic in the widget is a trap. It leaves the instance in an unknown state, and with it every widget on the page:
   * all get a fresh one, and go on with the answers in their drafts.
   * @param {unknown} error
   */
  const recover = (error) => {
    if (isRecovering || recoveries === MAX_RECOVERIES || !isOfWidget(error)) return;
    isRecovering = true;
    recoveries += 1;
    setTimeout(async () => {
      isRecovering = false;
      const module = await load();
      for (const release of held) release();
      held.clear();
      module.__wbg_reset_state();
      for (const element of mounted) {
        // What was closed or taken away stays so, and whoever has answered is not asked again.
        if (element.isConnected && !element.hidden && !element.isDone) element.mount();
        else element.forget();
      }
      module.outbox('flush').catch(() => {});
    });
  };

  /**
   * Whether a trap is the widget's and not that of another module of the page.
   * @param {unknown} error
   */
  const isOfWidget = (error) =>
    error instanceof WebAssembly.RuntimeError &&
    // Where a server gives wasm a wrong type, the module has no address of its own.
    [`${api.base}widget-`, 'wasm://'].some((place) => error.stack?.includes(place));

  addEventListener('error', ({ error }) => recover(error));
  addEventListener('unhandledrejection', ({ reason }) => recover(reason));

  Object.defineProperty(api, 'held', { value: held });
  Object.defineProperty(window, 'journeySurvey', { value: api });
  customElements.define('journey-survey', JourneySurveyElement);
  insertOwn();
})();
