/** What a screen of a room knows about who belongs to it, and what it may ask for. */
import { createContext, use } from "react";

import type { MemberWords, PublicUser } from "../../../wire";
import type { Bring } from "./useBring";

export interface Circle {
  /** Null where one can bring nobody: then one asks the host. */
  readonly bring: Bring | null;
  readonly hostName: string;
  /** The owner first; none in a public room, and none until they are known. */
  readonly members: readonly MemberWords[];
  readonly removable: ReadonlySet<string>;
  /** Whether one is a member who can leave for good. */
  readonly mayPart: boolean;
  /** Each asks first, naming whom or what it is about. */
  readonly remove: (user: PublicUser) => void;
  readonly part: () => void;
}

export const CircleContext = createContext<Circle | null>(null);

/** Null while the room itself is not known. */
export function useCircle(): Circle | null {
  return use(CircleContext);
}

/** The room of somebody who could bring others and has not yet. */
export function isOnlyYou({ bring, members }: Circle): boolean {
  return bring?.by === "invite" && members.length === 1;
}
