/** For browsers that cannot make calls; needs neither store nor router. */
import { frameText } from "../text/frame";
import { Mark } from "../ui/Logo";

const t = frameText.unsupported;

export function Unsupported() {
  return (
    <main className="wrap py-16">
      <Mark className="mb-8 size-12" />
      <h1 className="mb-3 max-w-[30rem] text-title">{t.title}</h1>
      <p className="max-w-[30rem] text-muted">{t.lead}</p>
    </main>
  );
}

/** Peer connections, and what our own pages are written with. */
export function browserIsSupported(): boolean {
  return (
    "RTCPeerConnection" in window && "Segmenter" in Intl && CSS.supports("color", "oklch(0 0 0)")
  );
}
