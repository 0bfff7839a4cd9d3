/** An empty seat: a dashed circle, with something in it or nothing. */
import "./seats.css";
import type { CSSProperties, ReactNode } from "react";

export function Chair({ style, children }: { style?: CSSProperties; children?: ReactNode }) {
  return (
    <span className="chair" style={style} aria-hidden="true">
      {children}
    </span>
  );
}
