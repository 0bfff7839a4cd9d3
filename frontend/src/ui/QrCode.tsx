/** A text as a QR code: dark on light in every theme, with the quiet zone that readers need. */
import { clsx } from "clsx";
import { encode } from "uqr";

/** ISO/IEC 18004: four modules of nothing round the code. */
const QUIET = 4;

export interface QrCodeProps {
  text: string;
  /** What it leads to, for those who do not see it. */
  label: string;
  className?: string;
}

export function QrCode({ text, label, className }: QrCodeProps) {
  const { data, size } = encode(text, { border: QUIET, ecc: "M" });
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className={clsx("aspect-square rounded-field forced-color-adjust-none", className)}
    >
      <path className="fill-qr-light" d={`M0 0h${size}v${size}H0z`} />
      <path className="fill-qr-dark" d={pathOf(data)} />
    </svg>
  );
}

/** One square for each dark module. */
export function pathOf(rows: readonly (readonly boolean[])[]): string {
  return rows
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : "")))
    .join("");
}
