/** The link of the mail: its token leaves the address bar at once, then a new password is chosen. */
import { Navigate, useLocation } from "react-router";

import { paths } from "../../paths";
import { useCarried } from "./carried";
import { NewPassword } from "./NewPassword";
import { OldLink } from "./OldLink";

export function ResetPage() {
  const { hash } = useLocation();
  const { token } = useCarried();
  if (hash !== "") return <Navigate to={paths.reset} replace state={{ token: hash.slice(1) }} />;
  return token === undefined ? <OldLink /> : <NewPassword key={token} token={token} />;
}
