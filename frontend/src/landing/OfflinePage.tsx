/** What a browser of ours shows when nobody answers at all. `offline.ts` makes it ask again. */
import { frameText } from "../text/frame";
import { Button } from "../ui/Button";
import { ColumnPage } from "../ui/ColumnPage";

const t = frameText.offline;

export function OfflinePage() {
  return (
    <ColumnPage title={t.title} lead={t.lead}>
      <Button id="again" kind="primary" size="big">
        {frameText.retry}
      </Button>
    </ColumnPage>
  );
}
