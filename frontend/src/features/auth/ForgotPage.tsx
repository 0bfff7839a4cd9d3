/** A forgotten password: the address, then where to look for the link. One answer for everybody. */
import { AskForLink } from "./AskForLink";
import { useCarried } from "./carried";
import { LinkSent } from "./LinkSent";

export function ForgotPage() {
  const { email = "", mailedAt } = useCarried();
  if (mailedAt === undefined) return <AskForLink email={email} />;
  return <LinkSent email={email} mailedAt={mailedAt} />;
}
