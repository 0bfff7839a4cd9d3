import { expect, test } from "vitest";

import { withoutStyleAttributes } from "./stills";

test("a style attribute becomes a rule, the same one for the same words on every page", () => {
  const { pages, css } = withoutStyleAttributes({
    one: '<b style="--a:1">x</b><i style="--a:2" class="y"></i>',
    two: '<u style="--a:2"></u>',
  });
  expect(pages).toEqual({
    one: '<b data-s="0">x</b><i data-s="1" class="y"></i>',
    two: '<u data-s="1"></u>',
  });
  expect(css).toBe('[data-s="0"]{--a:1}\n[data-s="1"]{--a:2}');
});
