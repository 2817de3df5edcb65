// Our side: one long-lived `journey-survey run`, fed a line at a time.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { NOW } from './oracle.js';

/** @typedef {import('./oracle.js').Case} Case */
/** @typedef {import('./oracle.js').Answer} Answer */
/** @typedef {{ resolve: (answer: Answer) => void, timer: NodeJS.Timeout }} Waiting */

// Counted in ticks that this process itself lived through: while the oracle works, no answer can be read.
const TICK_MILLIS = 1_000;
const ANSWER_LIMIT_TICKS = 20;

/** The command that runs sessions. @returns {string[]} */
export function productCommand() {
  const binary =
    process.env['JOURNEY_SURVEY_BIN'] ?? fileURLToPath(new URL('../../target/debug/journey-survey', import.meta.url));
  if (!existsSync(binary)) {
    throw new Error(
      `${binary} is not there: build it with \`cargo build -p journey-survey-cli\`, or name it in JOURNEY_SURVEY_BIN`,
    );
  }
  return [binary, 'run'];
}

/** A process that is started anew after it died, so that one crash spoils one answer only. */
export class Product {
  /** @type {import('node:child_process').ChildProcessWithoutNullStreams | undefined} */
  #process;
  /** @type {Waiting[]} */
  #waiting = [];
  #complaints = '';

  /** @param {string[]} command */
  constructor(command) {
    this.command = command;
  }

  /**
   * Answers come in the order of the questions. A crash, silence and an answer that is no JSON come back as an
   * `error` that is marked `crashed`.
   * @param {Case} scripted
   * @returns {Promise<Answer>}
   */
  ask(scripted) {
    const child = this.#process ?? this.#start();
    return new Promise((resolve) => {
      let ticks = 0;
      const timer = setInterval(() => {
        ticks += 1;
        if (ticks === ANSWER_LIMIT_TICKS) this.#giveUp(child);
      }, TICK_MILLIS);
      this.#waiting.push({ resolve, timer });
      child.stdin.write(`${JSON.stringify({ now: NOW, tz: 'UTC', seed: 1, ...scripted })}\n`);
    });
  }

  close() {
    const child = this.#process;
    this.#process = undefined;
    child?.stdin.end();
  }

  #start() {
    const [program, ...words] = this.command;
    if (!program) throw new Error('the command is empty');
    const child = spawn(program, words, { env: { ...process.env, TZ: 'UTC' } });
    this.#process = child;
    this.#complaints = '';
    createInterface({ input: child.stdout }).on('line', (line) => this.#take(line));
    child.stderr.on('data', (text) => {
      this.#complaints = `${this.#complaints}${text}`.slice(-2_000);
    });
    child.stdin.on('error', () => {}); // Its death is told by `close`.
    child.on('error', (error) => this.#lose(child, error.message));
    child.on('close', (code, signal) => this.#lose(child, `it ended (${signal ?? code}): ${this.#complaints.trim()}`));
    return child;
  }

  /** @param {string} line */
  #take(line) {
    const waiting = this.#waiting.shift();
    if (!waiting) return;
    clearInterval(waiting.timer);
    try {
      waiting.resolve(JSON.parse(line));
    } catch {
      waiting.resolve({ crashed: true, error: `this is no JSON: ${line.slice(0, 200)}` });
    }
  }

  /** @param {import('node:child_process').ChildProcess} child */
  #giveUp(child) {
    this.#complaints = `no answer within ${(ANSWER_LIMIT_TICKS * TICK_MILLIS) / 1_000} s`;
    child.kill('SIGKILL');
  }

  /**
   * The first that waits met the crash; those behind it are asked nothing more and say so.
   * @param {import('node:child_process').ChildProcess} child
   * @param {string} reason
   */
  #lose(child, reason) {
    if (this.#process === child) this.#process = undefined;
    for (const [place, waiting] of this.#waiting.splice(0).entries()) {
      clearInterval(waiting.timer);
      waiting.resolve({ crashed: true, error: place === 0 ? reason : `lost behind a case at which ${reason}` });
    }
  }
}
