import { expect, flush, queue, test } from "../support/delivery";

const worker = (version: number) => `
  // ${version}
  addEventListener("install", () => skipWaiting());
  addEventListener("activate", (event) => event.waitUntil(clients.claim()));
  addEventListener("fetch", (event) => event.respondWith(fetch(event.request)));`;

test("a service worker that is replaced while the queue drains loses nothing", async ({ page, site, endpoint }) => {
  const serve = (version: number) => site.answers.set("/sw.js", { type: "text/javascript", body: worker(version) });
  serve(1);
  // Registering a worker is the page's own affair, and its policy allows it.
  site.policy = `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self' ${endpoint.url}`;
  endpoint.behave = () => ({ status: 503 });
  await page.goto(site.url);
  await page.evaluate(async () => {
    await navigator.serviceWorker.register("/sw.js");
    await navigator.serviceWorker.ready;
    while (!navigator.serviceWorker.controller) await new Promise((resolve) => setTimeout(resolve, 20));
  });
  await queue(page, endpoint.address, 200);
  endpoint.behave = () => ({ delayMillis: 30 });
  await flush(page);
  await expect.poll(() => endpoint.rows.size).toBeGreaterThan(5);
  serve(2);
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    const found = new Promise((resolve) => registration?.addEventListener("updatefound", resolve, { once: true }));
    await registration?.update();
    await found;
  });
  expect(endpoint.rows.size, "in the middle of it").toBeLessThan(200);
  await expect.poll(() => endpoint.rows.size, { timeout: 30_000 }).toBe(200);
});
