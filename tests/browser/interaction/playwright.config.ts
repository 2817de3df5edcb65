import { defineConfig } from "@playwright/test";
import base from "../playwright.config";

const options = base.use?.launchOptions ?? {};

/** Measurements are no tests: `cargo xtask bench interaction` runs them, and none of them fails for being slow. */
export default defineConfig({
  ...base,
  testDir: ".",
  outputDir: "../../../target/browser-tests",
  testMatch: "*.bench.ts",
  workers: 1,
  timeout: 600_000,
  use: {
    ...base.use,
    launchOptions: {
      ...options,
      // Without these an answer is painted at the next tick of a clock of 60 Hz, however soon it was ready.
      args: [...(options.args ?? []), "--disable-frame-rate-limit", "--disable-gpu-vsync"],
    },
  },
});
