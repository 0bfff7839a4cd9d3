/** Confirm an address: by the code, or by the link of the mail, whose token is in the fragment. */
import { useLocation } from "react-router";

import { CodeEntry } from "./CodeEntry";
import { LinkEntry } from "./LinkEntry";

export function VerifyPage() {
  const token = useLocation().hash.slice(1);
  return token === "" ? <CodeEntry /> : <LinkEntry key={token} token={token} />;
}
