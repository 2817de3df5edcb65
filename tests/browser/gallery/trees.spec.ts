import { expect, test } from "../support/scenario";
import { KINDS, open } from "./gallery";

for (const kind of KINDS) {
  test(`the accessibility tree of ${kind}`, async ({ page, site }) => {
    await open(page, site, `kind=${kind}&state=empty,answered,error,read-only,described`);
    await expect(page.locator("main")).toMatchAriaSnapshot({ name: `${kind}.aria.yml` });
  });
}
