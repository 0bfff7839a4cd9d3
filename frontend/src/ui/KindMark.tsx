/** The icon of a kind of room; its word stands beside it. */
import { GlobeIcon, GroupIcon, type IconProps, LockIcon } from "./icons";

export type Kind = "public" | "private" | "group";

const ICONS = { public: GlobeIcon, private: LockIcon, group: GroupIcon } as const;

export function KindMark({ kind, ...rest }: IconProps & { kind: Kind }) {
  const Icon = ICONS[kind];
  return <Icon {...rest} />;
}
