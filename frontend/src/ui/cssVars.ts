/** Custom properties for `style`, which React's types do not know by name. */
import type { CSSProperties } from "react";

export function cssVars(vars: Record<`--${string}`, string | number>): CSSProperties {
  const none: CSSProperties = {};
  return { ...none, ...vars };
}
