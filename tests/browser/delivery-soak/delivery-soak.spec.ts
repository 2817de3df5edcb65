import type { Page } from "@playwright/test";
import { expect, exported, finish, isSoak, isTold, publish, record, status, survey, test, uuid } from "../support/delivery";
import type { Arrival, Behaviour } from "../support/endpoint";

const COUNT = isSoak ? 10_000 : 300;
const PER_BATCH = 25;
const ROUNDS = isSoak ? 20 : 3;
const MAX_WAITING = 200;

/** Chance that is the same in every run. */
let state = 1;
const chance = (): number => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 32;
};

const FAULTS: Behaviour[] = [
  { cuts: true },
  { stores: true, cuts: true },
  { status: 500 },
  { status: 503 },
  { status: 408 },
  { status: 425 },
  { status: 409 },
  { stores: true, status: 502 },
  { status: 401 },
  { status: 404 },
  { status: 302, headers: { Location: "/login" } },
  { stores: false, status: 200, headers: { "Content-Type": "text/html" }, body: "<p>Welcome" },
  { delayMillis: 200 },
  { dripMillis: 1 },
];

/** Three of ten requests fail, each in its own way. */
const behave = (_: Arrival, number: number): Behaviour => {
  if (chance() > 0.3) return {};
  if (number % 100 === 99) return { status: 429, headers: { "Retry-After": "1" } };
  if (number % 1000 === 500) return { stores: true, hangs: true };
  return FAULTS[Math.floor(chance() * FAULTS.length)] ?? {};
};

/** As on a device whose connection comes and goes. */
const stayNervous = (page: Page) =>
  page.evaluate(() => void setInterval(() => dispatchEvent(new Event("online")), 100));

const waiting = async (page: Page): Promise<number> => (await status(page)).waiting;

test(`${COUNT} responses through a server that fails three of ten requests, with ${ROUNDS} killed browsers`, async ({
  site,
  endpoint,
  collector,
  device,
}) => {
  test.setTimeout(3_600_000);
  const start = Date.now();
  // The site's pages send to the faulty endpoint, which hands on to the store.
  site.connect = endpoint.url;
  endpoint.upstream = `${collector.url}/v1/responses`;
  const ack = [200, 201];
  publish(site, survey(endpoint.address, { ack }));
  endpoint.behave = behave;
  let next = 1;
  let byHand = 0;
  for (let round = 0; round < ROUNDS || next <= COUNT; round += 1) {
    const page = await device.page();
    await page.goto(site.url);
    await expect.poll(() => isTold(page, "ready")).toBe(true);
    await stayNervous(page);
    if (next <= COUNT) {
      byHand += 1;
      await finish(page, `by hand ${byHand}`);
      await expect.poll(async () => (await isTold(page, "saved")) || (await isTold(page, "delivered"))).toBe(true);
    }
    const end = Math.min(COUNT + 1, next + Math.ceil(COUNT / ROUNDS));
    while (next < end) {
      const until = Math.min(end, next + PER_BATCH);
      const lines = Array.from({ length: until - next }, (_, index) => exported(endpoint.address, next + index, { ack }));
      const imported = await page.evaluate((lines) => window.journeySurvey.outbox.import(lines), lines.join(""));
      // Some were taken before the browser was killed.
      expect(imported.added + imported.known).toBe(until - next);
      next = until;
      await expect.poll(() => waiting(page), { timeout: 120_000, intervals: [200] }).toBeLessThan(MAX_WAITING);
    }
    // In the middle of a batch of which nobody was told anything: it is brought again.
    if (next + PER_BATCH <= COUNT) {
      const lines = Array.from({ length: PER_BATCH }, (_, index) => exported(endpoint.address, next + index, { ack }));
      void page.evaluate((lines) => window.journeySurvey.outbox.import(lines), lines.join("")).catch(() => {});
    }
    await page.waitForTimeout(chance() * 400);
    await device.kill();
  }
  const page = await device.page();
  await page.goto(site.url);
  await stayNervous(page);
  // What the killed browser's local store forgot comes back from IndexedDB first.
  await page.waitForTimeout(3000);
  await expect.poll(() => waiting(page), { timeout: 600_000, intervals: [500] }).toBe(0);
  await collector.stop();
  const rows = await collector.rows();
  const names = rows.map(({ body }) => (JSON.parse(body) as { answers: { name: string } }).answers.name);
  const expected = [
    ...Array.from({ length: COUNT }, (_, index) => `n${index + 1}`),
    ...Array.from({ length: byHand }, (_, index) => `by hand ${index + 1}`),
  ];
  const lost = expected.filter((name) => !names.includes(name)).length;
  const doubled = names.length - new Set(names).size;
  const seconds = Math.round((Date.now() - start) / 1000);
  const failed = endpoint.posts.length - endpoint.healthy;
  record(
    "long soak",
    `${rows.length} rows of ${expected.length} responses, ${lost} lost, ${doubled} doubled; ` +
      `${endpoint.posts.length} requests, ${failed} of them failed; ${ROUNDS} browsers killed; ${seconds} s`,
  );
  expect({ lost, doubled, rows: rows.length }).toEqual({ lost: 0, doubled: 0, rows: expected.length });
  expect(rows.map(({ id }) => id)).toContain(uuid(COUNT));
});
