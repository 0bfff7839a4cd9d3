/** The last boundary: a page broke. Says what, and offers a reload. */
import { useRouteError } from "react-router";

import { frameText } from "../text/frame";
import { Button } from "../ui/Button";
import { ColumnPage } from "../ui/ColumnPage";

const t = frameText.crashed;

export function Crashed() {
  const fault = useRouteError();
  return (
    <ColumnPage title={t.title} lead={t.lead}>
      <Button kind="primary" size="big" onPress={() => location.reload()}>
        {t.reload}
      </Button>
      <details className="mt-8 text-small text-subtle">
        <summary className="inline-flex min-h-11 cursor-pointer items-center">{t.details}</summary>
        <pre className="wrap-anywhere whitespace-pre-wrap">
          {fault instanceof Error ? `${fault.name}: ${fault.message}` : String(fault)}
        </pre>
      </details>
    </ColumnPage>
  );
}
