import { expect, names, test } from "../support/delivery";

const framing = (source: string, sandbox = "") => `<!doctype html><html lang="en">
  <head><meta charset="utf-8" /><title>Somebody’s page</title></head>
  <body><iframe src="${source}" title="Survey" width="700" height="600" ${sandbox}></iframe></body></html>`;

test("in a sandboxed frame nothing is called saved, and it is sent", async ({ page, site, endpoint }) => {
  site.policy = `default-src 'none'; frame-src ${site.url}; connect-src ${site.url} ${endpoint.url}; script-src ${site.url} 'wasm-unsafe-eval'`;
  site.headers["Access-Control-Allow-Origin"] = "*";
  site.answers.set("/outer", { type: "text/html", body: framing(site.url, `sandbox="allow-scripts allow-forms"`) });
  endpoint.behave = () => ({ cuts: true });
  await page.goto(`${site.url}/outer`);
  const frame = page.frameLocator("iframe");
  const fate = frame.locator("[data-fate]");
  await expect(fate).toHaveAttribute("data-fate", "state.memory");
  await frame.getByRole("textbox", { name: "Your name" }).fill("Ada");
  await frame.getByRole("button", { name: /Send|Complete/ }).click();
  await expect.poll(() => endpoint.posts.length).toBeGreaterThan(0);
  await expect(fate).toHaveAttribute("data-fate", "state.memory");
  endpoint.behave = () => ({});
  await expect(fate).toHaveAttribute("data-fate", "state.sent", { timeout: 15_000 });
  expect(names(endpoint.rows.values())).toEqual(["Ada"]);
  const inner = page.frames().find((frame) => frame.url() === `${site.url}/`);
  const types = await inner?.evaluate(() => (window as any).told.map(({ type }: any) => type));
  expect(types).not.toContain("saved");
});
