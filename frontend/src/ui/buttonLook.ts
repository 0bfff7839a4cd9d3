/** The classes of everything that looks like a button: buttons, links, file choosers. */
import { clsx } from "clsx";

/** `primary` is the one next step of a page; `danger` only stands in a confirmation. */
export type ButtonKind = "primary" | "soft" | "plain" | "danger" | "leave";
export type ButtonSize = "normal" | "big";

const KINDS: Record<ButtonKind, string> = {
  primary:
    "bg-accent text-on-accent shadow-[inset_0_0_0_1px_var(--accent-edge)] hover:bg-accent-hover",
  soft: "bg-fill text-text hover:bg-surface-3",
  plain: "text-text hover:bg-fill",
  danger: "bg-danger text-on-danger hover:bg-danger-hover",
  leave: "text-danger-text hover:bg-fill",
};

const SIZES: Record<ButtonSize, string> = {
  normal: "min-h-11 px-[1.125rem] text-ui font-semibold",
  big: "min-h-14 px-7 text-[1.0625rem]/5 font-[650]",
};

export function buttonLook(kind: ButtonKind = "soft", size: ButtonSize = "normal"): string {
  return clsx(
    "relative inline-flex cursor-pointer items-center justify-center gap-2 rounded-full whitespace-nowrap select-none",
    "transition-[background-color,scale] duration-[140ms] ease-out active:scale-[0.98] active:duration-[80ms] motion-reduce:active:scale-100",
    "disabled:cursor-not-allowed disabled:opacity-55 forced-colors:border",
    KINDS[kind],
    SIZES[size],
  );
}
