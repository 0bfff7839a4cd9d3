/** No answer from the server: says so and keeps asking. */
import { useEffect } from "react";

import { useLazyMeQuery } from "../api/account";
import { frameText } from "../text/frame";
import { Button } from "../ui/Button";
import { ColumnPage } from "../ui/ColumnPage";

const t = frameText.unreachable;
const AGAIN_MS = 5000;

export function Unreachable() {
  const [ask, { isFetching }] = useLazyMeQuery();
  useEffect(() => {
    const again = () => void ask();
    const timer = setInterval(again, AGAIN_MS);
    window.addEventListener("online", again);
    return () => {
      clearInterval(timer);
      window.removeEventListener("online", again);
    };
  }, [ask]);
  return (
    <ColumnPage title={t.title} lead={t.lead}>
      <Button
        kind="primary"
        size="big"
        busy={isFetching}
        busyText={frameText.retrying}
        onPress={() => void ask()}
      >
        {frameText.retry}
      </Button>
    </ColumnPage>
  );
}
