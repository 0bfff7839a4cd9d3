/** A control of the bar: an icon with its word below, and perhaps a number. */
import { clsx } from "clsx";
import type { ReactNode } from "react";
import { Button, type ButtonProps } from "react-aria-components/Button";

export interface BarButtonProps extends Omit<ButtonProps, "className" | "children" | "style"> {
  icon: ReactNode;
  text: string;
  /** Shown in a small disc; the name must say it too. */
  count?: number | undefined;
  /** The one that leaves. */
  danger?: boolean;
}

const FRAME =
  "relative grid min-h-14 min-w-0 flex-[1_1_3.25rem] cursor-pointer content-start justify-items-center gap-[3px] rounded-[18px] pt-1.5 pb-1 text-center text-caption font-medium " +
  "transition-colors duration-[140ms] hover:bg-fill aria-expanded:bg-surface-3 aria-expanded:text-text " +
  "lg:min-h-17 lg:pt-3 lg:min-w-18 lg:flex-none lg:rounded-[22px] forced-colors:border";

export function BarButton({ icon, text, count, danger, ...rest }: BarButtonProps) {
  return (
    <Button {...rest} className={clsx(FRAME, danger ? "text-danger-text" : "text-muted")}>
      <span className={clsx(!danger && "text-text")}>{icon}</span>
      {text}{" "}
      {count !== undefined && (
        <span className="num absolute start-[calc(50%+5px)] top-[3px] h-[18px] min-w-[18px] rounded-full bg-text px-[5px] text-[0.6875rem]/[18px] font-bold text-canvas lg:top-2">
          {count}
        </span>
      )}
    </Button>
  );
}
