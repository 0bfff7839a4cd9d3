/** Where the mails are when the server runs on one's own machine and sends none. */
import { useEffect, useState } from "react";

import { apiBase } from "../../api/address";
import { authText } from "../../text/auth";

const t = authText.code;
const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/u;

export function OutboxHint() {
  const outbox = new URL("/__outbox", apiBase).href;
  const shown = useIsThere(LOOPBACK.test(location.hostname) ? outbox : null);
  if (!shown) return null;
  return (
    <p className="mt-8 flex flex-wrap items-center gap-x-2 text-small text-subtle">
      {t.outbox}
      <a
        href={outbox}
        target="_blank"
        rel="noreferrer"
        className="link inline-flex min-h-11 items-center"
      >
        {t.outboxLink}
      </a>
    </p>
  );
}

function useIsThere(address: string | null): boolean {
  const [there, setThere] = useState(false);
  useEffect(() => {
    if (address === null) return;
    const gone = new AbortController();
    fetch(`${address}?format=json`, { signal: gone.signal }).then(
      (answer) => setThere(answer.headers.get("Content-Type")?.includes("json") ?? false),
      () => setThere(false),
    );
    return () => gone.abort();
  }, [address]);
  return there;
}
