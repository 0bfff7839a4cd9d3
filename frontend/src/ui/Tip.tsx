/** A short hint over a control, for pointers and keyboards: what it does and its key. */
import type { ReactElement } from "react";
import { Tooltip, TooltipTrigger } from "react-aria-components/Tooltip";

export function Tip({ text, children }: { text: string; children: ReactElement }) {
  return (
    <TooltipTrigger delay={700} closeDelay={80}>
      {children}
      <Tooltip
        offset={10}
        className="z-30 rounded-field bg-text px-3 py-1.5 text-small font-medium text-canvas shadow-e2 entering:fade-in"
      >
        {text}
      </Tooltip>
    </TooltipTrigger>
  );
}
