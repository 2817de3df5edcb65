import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { once } from "node:events";
import initSqlJs from "sql.js";

/** The reference endpoint as its own process, which a test can stop and start again on the same store. */
export class Collector {
  readonly #folder = mkdtempSync(join(tmpdir(), "journey-survey-"));
  readonly #options: string[];
  #process: ChildProcess | undefined;
  #port = 0;

  constructor(...options: string[]) {
    this.#options = options;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async start(): Promise<void> {
    const binary = process.env["JOURNEY_SURVEY_BIN"];
    if (!binary) throw new Error("JOURNEY_SURVEY_BIN is not set: run the tests with `cargo xtask test`");
    const listen = `127.0.0.1:${this.#port}`;
    const started = spawn(
      binary,
      ["collect", "--listen", listen, "--store", this.#store, "--rate-limit", "0", ...this.#options],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    this.#process = started;
    const address = await firstLine(started);
    const port = /:(\d+)$/.exec(address)?.[1];
    if (!port) throw new Error(`the collector did not say where it listens: ${address}`);
    this.#port = Number(port);
  }

  async stop(): Promise<void> {
    const running = this.#process;
    this.#process = undefined;
    if (!running) return;
    running.kill("SIGTERM");
    await once(running, "exit");
  }

  async dispose(): Promise<void> {
    await this.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** The rows of the store. The collector must be stopped: only then is everything in the one file. */
  async rows(): Promise<Row[]> {
    const { Database } = await initSqlJs();
    const database = new Database(readFileSync(this.#store));
    const statement = database.prepare("SELECT * FROM responses ORDER BY received_at");
    const rows: Row[] = [];
    while (statement.step()) rows.push(statement.getAsObject() as unknown as Row);
    database.close();
    return rows.map((row) => ({ ...row, body: text(row.body) }));
  }

  /** How many responses a running collector has. */
  async count(): Promise<number> {
    const answer = await fetch(`${this.url}/responses?format=json`);
    return ((await answer.json()) as { total: number }).total;
  }

  get #store(): string {
    return join(this.#folder, "responses.sqlite");
  }
}

export interface Row {
  id: string;
  survey_id: string;
  survey_version: string;
  audience: string;
  status: string;
  started_at: string;
  completed_at: string;
  locale: string;
  received_at: string;
  body: string;
}

const text = (body: string | Uint8Array): string =>
  typeof body === "string" ? body : new TextDecoder().decode(body);

const firstLine = (process: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let printed = "";
    process.stdout?.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
      const end = printed.indexOf("\n");
      if (end >= 0) resolve(printed.slice(0, end));
    });
    process.once("exit", (code) => reject(new Error(`the collector ended with exit code ${code}`)));
  });
