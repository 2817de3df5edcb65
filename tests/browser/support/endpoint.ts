import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** A request as it came in. */
export interface Arrival {
  at: number;
  method: string;
  path: string;
  /** The idempotency key without its quotes; empty without one. */
  key: string;
  headers: IncomingMessage["headers"];
  body: string;
}

/** What is done with a request; without anything it is stored and answered 201, or 200 if it was stored before. */
export interface Behaviour {
  /** Whether a body is kept although the answer says otherwise. */
  stores?: boolean;
  status?: number;
  headers?: Record<string, string>;
  body?: string;
  delayMillis?: number;
  /** Breaks the connection instead of answering. */
  cuts?: boolean;
  /** Never answers. */
  hangs?: boolean;
  /** Sends the answer, its first line included, in single bytes with this pause. */
  dripMillis?: number;
}

/** An endpoint with every fault that an endpoint can have, and what it stored. */
export class Endpoint {
  readonly arrivals: Arrival[] = [];
  /** Body by key. */
  readonly rows = new Map<string, string>();
  /** Keys that came with two contents. */
  readonly contradictions: string[] = [];
  behave: (arrival: Arrival, number: number) => Behaviour = () => ({});
  /** What preflights allow. */
  allowedHeaders = "content-type, idempotency-key, authorization";
  exposedHeaders = "Retry-After";
  /** Leaves out what lets a page of another origin read an answer. */
  hidesAnswers = false;
  /** Breaks a connection after so many bytes of a body. */
  cutsUploadAfter = Infinity;
  /** Where records are stored, in the place of `rows`. */
  upstream: string | undefined;
  /** Requests that nothing was done to. */
  healthy = 0;
  #server: Server | undefined;
  #port = 0;

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Where records go. */
  get address(): string {
    return `${this.url}/v1/responses`;
  }

  get posts(): Arrival[] {
    return this.arrivals.filter(({ method }) => method === "POST");
  }

  async start(): Promise<void> {
    this.#server = createServer((request, response) => void this.#receive(request, response));
    await new Promise<void>((resolve) => this.#server?.listen(this.#port, "127.0.0.1", resolve));
    const address = this.#server.address();
    if (address && typeof address === "object") this.#port = address.port;
  }

  /** Ends it as a power cut would; `start` begins again at the same address. */
  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve) ?? resolve(undefined));
    this.#server = undefined;
  }

  async #receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const origin = request.headers.origin ?? "*";
    if (request.method === "OPTIONS") {
      response.writeHead(204, {
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Allow-Methods": "POST",
        "Access-Control-Allow-Headers": this.allowedHeaders,
      });
      response.end();
      return;
    }
    let body = "";
    let bytes = 0;
    try {
      for await (const chunk of request) {
        body += chunk;
        bytes += (chunk as Buffer).length;
        if (bytes > this.cutsUploadAfter) return void request.socket.destroy();
      }
    } catch {
      return; // The other side broke off.
    }
    const arrival: Arrival = {
      at: Date.now(),
      method: request.method ?? "",
      path: request.url ?? "",
      key: String(request.headers["idempotency-key"] ?? "").replaceAll('"', ""),
      headers: request.headers,
      body,
    };
    this.arrivals.push(arrival);
    const number = arrival.method === "POST" ? this.posts.length - 1 : -1;
    const does = arrival.method === "POST" ? this.behave(arrival, number) : { stores: false, status: 200 };
    const stores = does.stores ?? (does.status === undefined && !does.cuts && !does.hangs);
    if (Object.keys(does).length === 0) this.healthy += 1;
    const stored = stores ? await this.#store(arrival) : 500;
    if (does.delayMillis) await new Promise((resolve) => setTimeout(resolve, does.delayMillis));
    if (does.hangs) return;
    if (does.cuts) return void request.socket.destroy();
    const headers: Record<string, string> = { "Content-Type": "application/json", ...does.headers };
    if (!this.hidesAnswers) {
      headers["Access-Control-Allow-Origin"] = origin;
      headers["Access-Control-Expose-Headers"] = this.exposedHeaders;
    }
    const status = does.status ?? stored;
    const answer = does.body ?? "{}";
    if (does.dripMillis) return drip(request.socket, status, headers, answer, does.dripMillis);
    response.writeHead(status, headers);
    response.end(answer);
  }

  async #store({ key, body, headers }: Arrival): Promise<number> {
    if (this.upstream) {
      const names = ["content-type", "idempotency-key"];
      const given = names.map((name) => [name, String(headers[name])] as [string, string]);
      return (await fetch(this.upstream, { method: "POST", headers: given, body })).status;
    }
    const name = key || (JSON.parse(body) as { id: string }).id;
    const known = this.rows.get(name);
    if (known === undefined) {
      this.rows.set(name, body);
      return 201;
    }
    if (known === body) return 200;
    this.contradictions.push(name);
    return 409;
  }
}

const drip = (socket: Socket, status: number, headers: Record<string, string>, body: string, millis: number): void => {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const text = `HTTP/1.1 ${status} Slow\r\n${lines.join("")}Connection: close\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  let place = 0;
  const timer = setInterval(() => {
    if (place === text.length || socket.destroyed) {
      clearInterval(timer);
      return void socket.end();
    }
    socket.write(text[place] ?? "");
    place += 1;
  }, millis);
};
