import { defineConfig } from "@playwright/test";

// `cargo xtask test` sets CHROMIUM_PATH, JOURNEY_SURVEY_BIN (the server), JOURNEY_SURVEY_DIST (what it serves) and
// JOURNEY_SURVEY_YEW_HOST (an application's module).
export default defineConfig({
  testDir: ".",
  // One folder per scenario.
  testMatch: "*/*.spec.ts",
  outputDir: "../../target/browser-tests",
  // Pictures and accessibility trees that are compared with. `--update-snapshots` makes them anew: look at each.
  snapshotPathTemplate: "{testDir}/{testFileDir}/kept/{arg}{ext}",
  fullyParallel: true,
  workers: 2,
  // A test that passes only the second time has found something: it is listed as flaky, and is to be mended.
  retries: 1,
  forbidOnly: Boolean(process.env["CI"]),
  reporter: "list",
  timeout: 60_000,
  use: {
    browserName: "chromium",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium",
      args: [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
