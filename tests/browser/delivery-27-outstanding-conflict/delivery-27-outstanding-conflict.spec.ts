import { expect, flush, names, queue, status, test, uuid } from "../support/delivery";

test("409 for a request that is still under way holds up nobody, and ends in 201", async ({ page, site, endpoint }) => {
  endpoint.behave = () => ({ status: 503 });
  await page.goto(site.url);
  await queue(page, endpoint.address, 3);
  let conflicts = 0;
  endpoint.behave = ({ key }) => {
    if (key !== uuid(1) || conflicts === 2) return {};
    conflicts += 1;
    return { status: 409 };
  };
  await flush(page);
  await expect.poll(() => names(endpoint.rows.values())).toEqual(["n2", "n3"]);
  await expect.poll(() => names(endpoint.rows.values()), { timeout: 15_000 }).toEqual(["n1", "n2", "n3"]);
  expect(conflicts).toBe(2);
  await expect.poll(() => status(page)).toMatchObject({ waiting: 0, needsAttention: 0 });
});
