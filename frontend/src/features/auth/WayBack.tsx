/** Back to where a new password was asked for; what was typed and wanted comes along. */
import { Link, useLocation } from "react-router";

import { paths } from "../../paths";
import { useSession } from "../../state/session";
import { authText } from "../../text/auth";

const t = authText.forgot;

export function WayBack({ email = "" }: { email?: string }) {
  const { search } = useLocation();
  const signedIn = useSession().status === "signed_in";
  return (
    <Link
      to={signedIn ? paths.account : { pathname: paths.signIn, search }}
      state={{ email }}
      className="link inline-flex min-h-11 items-center text-ui"
    >
      {signedIn ? t.toAccount : t.toSignIn}
    </Link>
  );
}
