import { expect, names, test } from "../support/delivery";

const framing = (source: string, sandbox = "") => `<!doctype html><html lang="en">
  <head><meta charset="utf-8" /><title>Somebody’s page</title></head>
  <body><iframe src="${source}" title="Survey" width="700" height="600" ${sandbox}></iframe></body></html>`;

test("in a frame of another site it is kept over a reload, and sent once", async ({ page, site, endpoint }) => {
  // `localhost` is another site than the address of the frame.
  const outer = site.url.replace("127.0.0.1", "localhost");
  site.policy = `default-src 'none'; frame-src ${site.url}; connect-src ${site.url} ${endpoint.url}; script-src ${site.url} 'wasm-unsafe-eval'`;
  site.answers.set("/outer", { type: "text/html", body: framing(site.url) });
  endpoint.behave = () => ({ cuts: true });
  await page.goto(`${outer}/outer`);
  const frame = page.frameLocator("iframe");
  const fate = frame.locator("[data-fate]");
  await frame.getByRole("textbox", { name: "Your name" }).fill("Ada");
  await frame.getByRole("button", { name: /Send|Complete/ }).click();
  await expect(fate).toHaveAttribute("data-fate", "state.waiting");
  endpoint.behave = () => ({});
  await page.reload();
  await expect.poll(() => names(endpoint.rows.values())).toEqual(["Ada"]);
  await expect(frame.getByRole("textbox", { name: "Your name" })).toHaveValue("");
});
