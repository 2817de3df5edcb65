import { Device } from "../support/device";
import { expect, names, test, type Endpoint, type Site } from "../support/delivery";

const framing = (source: string, sandbox = "") => `<!doctype html><html lang="en">
  <head><meta charset="utf-8" /><title>Somebody’s page</title></head>
  <body><iframe src="${source}" title="Survey" width="700" height="600" ${sandbox}></iframe></body></html>`;


/** The survey in a frame of another site: `localhost` is none of the frame's own. */
const frameOf = async (device: Device, site: Site, endpoint: Endpoint) => {
  const policy = `default-src 'none'; frame-src ${site.url}; connect-src ${site.url} ${endpoint.url}; script-src ${site.url} 'wasm-unsafe-eval'`;
  site.policy = policy;
  site.answers.set("/outer", { type: "text/html", body: framing(site.url) });
  const page = await device.page();
  await page.goto(`${site.url.replace("127.0.0.1", "localhost")}/outer`);
  const frame = page.frameLocator("iframe");
  const fate = frame.locator("[data-fate]");
  const name = frame.getByRole("textbox", { name: "Your name" });
  const send = frame.getByRole("button", { name: /Send|Complete/ });
  return { page, fate, name, send };
};

test("in a frame of another site it is kept over a reload, and sent once", async ({ site, endpoint }) => {
  const device = new Device({ profile: { cookie_controls_mode: 0, block_third_party_cookies: false } });
  endpoint.behave = () => ({ cuts: true });
  const { page, fate, name, send } = await frameOf(device, site, endpoint);
  await name.fill("Ada");
  await send.click();
  await expect(fate).toHaveAttribute("data-fate", "state.waiting");
  endpoint.behave = () => ({});
  await page.reload();
  await expect.poll(() => names(endpoint.rows.values())).toEqual(["Ada"]);
  await expect(name).toHaveValue("");
  await device.dispose();
});

test("where the browser keeps nothing for frames of other sites, it is said, and sent", async ({ site, endpoint }) => {
  const device = new Device({ profile: { cookie_controls_mode: 1, block_third_party_cookies: true } });
  endpoint.behave = () => ({ cuts: true });
  const { fate, name, send } = await frameOf(device, site, endpoint);
  await expect(fate).toHaveAttribute("data-fate", "state.memory");
  await name.fill("Ada");
  await send.click();
  await expect.poll(() => endpoint.posts.length).toBeGreaterThan(0);
  await expect(fate).toHaveAttribute("data-fate", "state.memory");
  endpoint.behave = () => ({});
  await expect(fate).toHaveAttribute("data-fate", "state.sent", { timeout: 15_000 });
  expect(names(endpoint.rows.values())).toEqual(["Ada"]);
  await device.dispose();
});
