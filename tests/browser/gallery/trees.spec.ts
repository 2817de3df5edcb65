import { expect, test } from "../support/scenario";
import { KINDS, open } from "./gallery";

test("the accessibility tree of every kind", async ({ page, site }) => {
  test.slow();
  await open(page, site, "state=empty,answered,error,read-only,described");
  for (const kind of KINDS) {
    await expect.soft(page.locator(`div[data-kind="${kind}"]`)).toMatchAriaSnapshot({ name: `${kind}.aria.yml` });
  }
});
