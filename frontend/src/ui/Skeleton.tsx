/** A quiet shape where something will stand; never read out. */
import { clsx } from "clsx";

export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden="true" className={clsx("block rounded-field bg-fill", className)} />;
}
