/** What came of one check of a connection. */

export interface Finding {
  readonly state: "good" | "bad" | "open";
  readonly says: string;
  /** Who can do what about it. */
  readonly remedy?: string;
}

export type RelayKind = "udp" | "tcp" | "tls";

export const good = (says: string): Finding => ({ state: "good", says });
export const bad = (says: string, remedy: string): Finding => ({ state: "bad", says, remedy });
export const open = (says: string, remedy?: string): Finding => ({
  state: "open",
  says,
  ...(remedy === undefined ? {} : { remedy }),
});
