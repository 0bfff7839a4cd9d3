/** Nothing for a moment, then a quiet sign that we are still asking. */
import { useEffect, useState } from "react";

import { frameText } from "../text/frame";
import { ArcsIcon } from "../ui/icons";

const QUIET_MS = 500;

export function Waiting() {
  const [long, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), QUIET_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <output className="grid min-h-dvh place-content-center justify-items-center gap-3 text-muted">
      {long && (
        <>
          <ArcsIcon size="xl" className="fade-in" />
          <span className="text-ui fade-in">{frameText.loading}</span>
        </>
      )}
    </output>
  );
}
