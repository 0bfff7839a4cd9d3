/** Where to look for the link to a new password; the same for an address without an account. */
import { useForgotPasswordMutation } from "../../api/account";
import { authText } from "../../text/auth";
import { ColumnPage } from "../../ui/ColumnPage";
import { TextButton } from "../../ui/TextButton";
import { useCarry } from "./carried";
import { LateMail } from "./LateMail";
import { OutboxHint } from "./OutboxHint";
import { SendAgain } from "./SendAgain";
import { WayBack } from "./WayBack";

const t = authText.linkSent;

export function LinkSent({ email, mailedAt }: { email: string; mailedAt: number }) {
  const [ask, { data }] = useForgotPasswordMutation({ fixedCacheKey: "forgot" });
  const carry = useCarry();
  return (
    <ColumnPage
      title={t.title}
      lead={
        <>
          {t.sentTo} <b className="font-semibold wrap-anywhere text-text">{email}</b>. {t.lifetime}
        </>
      }
    >
      <SendAgain
        words={t}
        mailedAt={mailedAt}
        send={() => ask({ email }).unwrap()}
        onSent={() => carry({ email, mailedAt: Date.now() })}
      >
        <TextButton onPress={() => carry({ email })}>{t.changeAddress}</TextButton>
        <WayBack email={email} />
      </SendAgain>
      <LateMail state={data?.mail?.state ?? null} />
      <OutboxHint />
    </ColumnPage>
  );
}
