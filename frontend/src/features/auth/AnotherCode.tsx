/** A new code after half a minute, or another address. */
import { useState } from "react";

import { useResendMutation } from "../../api/account";
import { useSignOut } from "../../api/useSignOut";
import { paths } from "../../paths";
import { authText } from "../../text/auth";
import { TextButton } from "../../ui/TextButton";
import { SendAgain } from "./SendAgain";

const t = authText.code;

export interface AnotherCodeProps {
  email: string;
  mailedAt: number | undefined;
  /** A new code is in the mail. */
  onSent: () => void;
}

export function AnotherCode(props: AnotherCodeProps) {
  const [resend] = useResendMutation();
  const [mailedAt, setMailedAt] = useState(props.mailedAt ?? 0);
  const signOut = useSignOut();
  return (
    <SendAgain
      words={t}
      mailedAt={mailedAt}
      send={() => resend({ email: props.email }).unwrap()}
      onSent={() => {
        setMailedAt(Date.now());
        props.onSent();
      }}
    >
      <TextButton onPress={() => void signOut(paths.register)}>{t.changeAddress}</TextButton>
    </SendAgain>
  );
}
