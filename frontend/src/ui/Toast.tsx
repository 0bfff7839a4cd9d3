/** One thing that happened, for a moment: what, and perhaps what one may do about it. */
import { clsx } from "clsx";
import { type ReactNode, useEffect, useEffectEvent, useState } from "react";

import { CloseIcon } from "./icons";
import { IconButton } from "./IconButton";

export interface ToastProps {
  /** How long it stays while nobody points at it or is in it; null: until it is dismissed. */
  forMs: number | null;
  dismissText: string;
  action?: ReactNode;
  onDismiss: () => void;
  children: ReactNode;
}

export function Toast({ forMs, dismissText, action, onDismiss, children }: ToastProps) {
  const [held, setHeld] = useState(false);
  const dismiss = useEffectEvent(onDismiss);
  useEffect(() => {
    if (held || forMs === null) return;
    const timer = setTimeout(dismiss, forMs);
    return () => clearTimeout(timer);
  }, [held, forMs]);
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- it only waits while looked at
    <div
      className={clsx(
        "fade-in flex items-center gap-2 rounded-field bg-text py-1.5 ps-4 pe-1.5 text-ui text-canvas shadow-e2",
        "[--focus:var(--canvas)] forced-colors:border",
      )}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      onKeyDown={({ key }) => key === "Escape" && onDismiss()}
    >
      <p className="min-w-0 flex-1 py-1.5 text-pretty">{children}</p>
      {action}
      <IconButton
        label={dismissText}
        icon={<CloseIcon />}
        className="text-canvas! hover:bg-canvas/15!"
        onPress={onDismiss}
      />
    </div>
  );
}
