/** Three bars that move: somebody is heard. */
import type { CSSProperties } from "react";

export function Bars({ size }: { size?: string }) {
  const style: CSSProperties | undefined = size === undefined ? undefined : { fontSize: size };
  return (
    <span className="bars" style={style} aria-hidden="true">
      <i />
      <i />
      <i />
    </span>
  );
}
