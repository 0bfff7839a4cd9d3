/** The last boundary: a page broke, or could not be fetched. Says what, and offers a reload. */
import { frameText } from "../text/frame";
import { Button } from "../ui/Button";
import { ColumnPage } from "../ui/ColumnPage";

/** How the browsers say that a part of the client did not arrive. */
const NOT_FETCHED = /dynamically imported module|importing a module script|load module/iu;

export function Crashed({ fault }: { fault: unknown }) {
  const words = fault instanceof Error ? `${fault.name}: ${fault.message}` : String(fault);
  const fetched = !NOT_FETCHED.test(words);
  const t = fetched ? frameText.crashed : frameText.notFetched;
  return (
    <ColumnPage title={t.title} lead={t.lead}>
      <Button kind="primary" size="big" onPress={() => location.reload()}>
        {frameText.reload}
      </Button>
      {fetched && (
        <details className="mt-8 text-small text-subtle">
          <summary className="inline-flex min-h-11 cursor-pointer items-center">
            {frameText.crashed.details}
          </summary>
          <pre className="wrap-anywhere whitespace-pre-wrap">{words}</pre>
        </details>
      )}
    </ColumnPage>
  );
}
