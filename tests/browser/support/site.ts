import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { extname, join, normalize } from "node:path";

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/** A page that has the loader and nothing else of ours. */
const PLAIN_PAGE = new URL("plain.html", import.meta.url);

/** Answers a path with a body, or with nothing to look for a file. */
export type Answer = { status?: number; type?: string; body: string | Buffer };

/**
 * Somebody else's web site: it serves the scenario's pages at `/` (`plain.html` where it has none of its own), the product at `/dist/`, and has a strict
 * Content-Security-Policy unless a test says otherwise.
 */
export class Site {
  readonly answers = new Map<string, Answer>();
  /** Paths that a test answers by itself, or never. */
  readonly handlers = new Map<string, (request: IncomingMessage, response: ServerResponse) => void>();
  /** Where the pages may connect to beside the site itself. */
  connect = "";
  policy: string | undefined;
  /** Beside those that every response has, or in their place. */
  readonly headers: Record<string, string> = {};
  readonly #folder: string;
  #server: Server | undefined;
  #port = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async start(): Promise<void> {
    const server = createServer((request, response) => {
      const path = new URL(request.url ?? "/", this.url).pathname;
      const handler = this.handlers.get(path);
      if (handler) return handler(request, response);
      const answer = this.answers.get(path) ?? this.#file(path);
      response.writeHead(answer.status ?? 200, {
        "Content-Type": answer.type ?? "text/plain",
        "Content-Security-Policy": this.policy ?? this.#strictPolicy(),
        "Cache-Control": "no-store",
        ...this.headers,
      });
      response.end(answer.body);
    });
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    if (address && typeof address === "object") this.#port = address.port;
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }

  #strictPolicy(): string {
    return [
      "default-src 'none'",
      "script-src 'self' 'wasm-unsafe-eval'",
      `connect-src 'self' ${this.connect}`,
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ].join("; ");
  }

  #file(path: string): Answer {
    const dist = process.env["JOURNEY_SURVEY_DIST"] ?? "../../dist";
    const wanted = normalize(path === "/" ? "/index.html" : path);
    const file = wanted.startsWith("/dist/") ? join(dist, wanted.slice(5)) : join(this.#folder, wanted);
    try {
      return { type: TYPES[extname(file)] ?? "application/octet-stream", body: readFileSync(file) };
    } catch {
      if (wanted === "/index.html" || wanted === "/plain.html") {
        return { type: TYPES[".html"] ?? "", body: readFileSync(PLAIN_PAGE) };
      }
      return { status: 404, body: "not found" };
    }
  }
}
