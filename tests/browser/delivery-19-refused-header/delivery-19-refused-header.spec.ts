import { expect, expectFate, finish, names, publish, survey, test } from "../support/delivery";

test.use({ expectedConsole: { lines: [/Failed to load resource/, /blocked by CORS policy/, /Journey Survey: .* can be reached/] } });

test("a preflight that refuses the key is explained, and the key can be left out", async ({ page, site, endpoint }) => {
  endpoint.allowedHeaders = "content-type";
  const warnings: string[] = [];
  page.on("console", (message) => message.type() === "warning" && warnings.push(message.text()));
  await page.goto(site.url);
  await finish(page, "Ada");
  await expectFate(page, "waiting");
  expect(endpoint.posts).toEqual([]);
  await expect.poll(() => warnings.join()).toMatch(/Access-Control-Allow-Headers: Content-Type, Idempotency-Key/i);

  const headers = { "Content-Type": "text/plain", "Idempotency-Key": "" };
  publish(site, { ...survey(endpoint.address, { headers }), id: "plain" });
  await page.reload();
  await finish(page, "Grace");
  await expectFate(page, "sent");
  expect(names(endpoint.rows.values())).toEqual(["Grace"]);
  expect(endpoint.posts[0]?.headers["idempotency-key"]).toBeUndefined();
});
