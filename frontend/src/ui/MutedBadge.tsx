/** The neutral disc at the lower end of a face, for a person who is not heard. */
import type { ReactNode } from "react";

import { MicOffIcon } from "./icons";

export function FaceDisc({ children }: { children: ReactNode }) {
  return (
    <span className="grid size-[calc(var(--a)*0.32)] place-items-center rounded-full bg-surface-3 text-text [&>svg]:size-[62%] [&>svg]:stroke-2">
      {children}
    </span>
  );
}

export function MutedBadge() {
  return (
    <FaceDisc>
      <MicOffIcon />
    </FaceDisc>
  );
}
