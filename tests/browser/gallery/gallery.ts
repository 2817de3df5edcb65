import { readdirSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";
import type { Site } from "../support/site";

/** Every kind that the gallery has a file of. */
export const KINDS = readdirSync(new URL("../../../www/gallery/kinds", import.meta.url))
  .map((file) => file.replace(".json", ""))
  .sort();

/** What the server of `cargo xtask serve` says, as far as the gallery needs it. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "connect-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "frame-src 'self'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join("; ");

/** Opens the gallery, with nothing but the questions on it, and waits until all stand there. */
export const open = async (page: Page, site: Site, query: string) => {
  site.policy ??= POLICY;
  await page.goto(`${site.url}/dist/gallery/index.html?bare&${query}`);
  await page.waitForSelector("html[data-ready]");
};

export const openWithControls = async (page: Page, site: Site, query: string) => {
  site.policy ??= POLICY;
  await page.goto(`${site.url}/dist/gallery/index.html?${query}`);
};

/** The question in a state. */
export const inState = (page: Page, state: string): Locator => page.locator(`section[data-state="${state}"]`);
