import { chromium, type BrowserContext, type Page } from "@playwright/test";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import base from "../playwright.config";

/** A browser with a profile on disk, which can be killed and started again. */
export class Device {
  readonly #profile = mkdtempSync(join(tmpdir(), "journey-survey-device-"));
  #context: BrowserContext | undefined;

  /** Settings as the browser keeps them in its profile. */
  constructor(preferences?: object) {
    if (!preferences) return;
    mkdirSync(join(this.#profile, "Default"));
    writeFileSync(join(this.#profile, "Default", "Preferences"), JSON.stringify(preferences));
  }

  async open(): Promise<BrowserContext> {
    const options = base.use?.launchOptions ?? {};
    this.#context = await chromium.launchPersistentContext(this.#profile, options);
    return this.#context;
  }

  async page(): Promise<Page> {
    const context = this.#context ?? (await this.open());
    return context.newPage();
  }

  /** As when tabs crash: their processes end, the browser and its storage stay. */
  async crashPages(page: Page): Promise<void> {
    const crashed = new Promise((resolve) => page.once("crash", resolve));
    for (const pid of processesOf(this.#profile, "--type=renderer")) process.kill(pid, "SIGKILL");
    await crashed;
    // The process that stood ready for the next page is gone too.
    await page.close();
    await new Promise((resolve) => setTimeout(resolve, 500));
  }

  /** As when the battery is empty: no process of it has time for anything. */
  async kill(): Promise<void> {
    const context = this.#context;
    this.#context = undefined;
    const ended = context && new Promise((resolve) => context.once("close", resolve));
    for (const pid of processesOf(this.#profile)) {
      try {
        process.kill(pid, "SIGKILL");
      } catch {
        // It ended with its parent.
      }
    }
    await ended;
    for (const name of readdirSync(this.#profile)) {
      // Of the dead browser; the next one would take the profile for being in use.
      if (name.startsWith("Singleton")) rmSync(join(this.#profile, name), { force: true });
    }
  }

  async dispose(): Promise<void> {
    if (this.#context) await this.kill();
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

const processesOf = (profile: string, argument = ""): number[] =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        const command = readFileSync(`/proc/${name}/cmdline`, "utf8");
        return command.includes(`--user-data-dir=${profile}`) && command.includes(argument);
      } catch {
        return false;
      }
    })
    .map(Number);
