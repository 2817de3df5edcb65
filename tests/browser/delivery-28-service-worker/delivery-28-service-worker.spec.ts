import { expect, flush, queue, test } from "../support/delivery";

const worker = (version: number) => `
  // ${version}
  addEventListener("install", () => skipWaiting());
  addEventListener("activate", (event) => event.waitUntil(clients.claim()));
  addEventListener("fetch", (event) => event.respondWith(fetch(event.request)));`;

test("a service worker that is replaced while the queue drains loses nothing", async ({ page, site, endpoint }) => {
  const serve = (version: number) => site.answers.set("/sw.js", { type: "text/javascript", body: worker(version) });
  serve(1);
  endpoint.behave = () => ({ status: 503 });
  await page.goto(site.url);
  await page.evaluate(async () => {
    await navigator.serviceWorker.register("/sw.js");
    await navigator.serviceWorker.ready;
    while (!navigator.serviceWorker.controller) await new Promise((resolve) => setTimeout(resolve, 20));
  });
  await queue(page, endpoint.address, 40);
  endpoint.behave = () => ({ delayMillis: 20 });
  await flush(page);
  await expect.poll(() => endpoint.rows.size).toBeGreaterThan(5);
  serve(2);
  await page.evaluate(async () => {
    const changed = new Promise((resolve) => navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true }));
    await (await navigator.serviceWorker.getRegistration())?.update();
    await changed;
  });
  expect(endpoint.rows.size, "in the middle of it").toBeLessThan(40);
  await expect.poll(() => endpoint.rows.size, { timeout: 15_000 }).toBe(40);
});
