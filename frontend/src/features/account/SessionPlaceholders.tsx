/** Where the sessions will stand; says so when it takes a while. */
import { accountText } from "../../text/account";
import { Skeleton } from "../../ui/Skeleton";
import { useLasting } from "../../ui/useLasting";

const QUIET_MS = 500;

export function SessionPlaceholders() {
  const long = useLasting(true, QUIET_MS);
  return (
    <div className="grid gap-3 pt-3">
      {long && <output className="aloud">{accountText.sessions.loading}</output>}
      <Skeleton className="h-14" />
      <Skeleton className="h-14" />
    </div>
  );
}
