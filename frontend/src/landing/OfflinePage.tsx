/** What a browser of ours shows when nobody answers at all. `offline.ts` makes it ask again. */
import type { StillWords } from "../text/still";
import { Button } from "../ui/Button";
import { ColumnPage } from "../ui/ColumnPage";

export function OfflinePage({ words }: { words: StillWords["frameText"] }) {
  const t = words.offline;
  return (
    <ColumnPage title={t.title} lead={t.lead}>
      <Button id="again" kind="primary" size="big">
        {words.retry}
      </Button>
    </ColumnPage>
  );
}
