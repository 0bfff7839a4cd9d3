/** What stands in the lobby where no cards are: not yet, or not for this search. */
import type { ReactNode } from "react";

import { paths } from "../../paths";
import { filterText, lobbyText } from "../../text/lobby";
import { Button, ButtonLink } from "../../ui/Button";
import { Huddle } from "../../ui/Huddle";
import { Skeleton } from "../../ui/Skeleton";
import { useLasting } from "../../ui/useLasting";
import type { Shown } from "./filter";

/** The grid that the cards will stand in. */
export const CARD_GRID = "grid gap-3 lg:grid-cols-2 lg:gap-4";

export function Loading() {
  const slow = useLasting(true, 500);
  return (
    <div>
      <output className="aloud">{slow && lobbyText.loading}</output>
      <div className={CARD_GRID} aria-hidden="true">
        {[0, 1, 2, 3, 4, 5].map((card) => (
          <div
            key={card}
            className="flex min-h-[131px] animate-pulse items-center gap-4 rounded-card bg-surface-1 p-4 shadow-e1 lg:min-h-41 lg:gap-6 lg:p-5"
          >
            <Skeleton className="mx-4 size-20 rounded-full lg:mx-6 lg:size-28" />
            <div className="grid flex-1 gap-3">
              <Skeleton className="h-3 w-16" />
              <Skeleton className="h-5 w-4/5" />
              <Skeleton className="h-3 w-2/5" />
            </div>
          </div>
        ))}
      </div>
    </div>
  );
}

export interface NothingProps {
  search: string;
  shown: Shown;
  onClear: () => void;
  onShowAll: () => void;
}

/** No room for this search, no room of this kind, or none at all. */
export function Nothing({ search, shown, onClear, onShowAll }: NothingProps) {
  if (search !== "") {
    return (
      <Panel title={lobbyText.nothingMatches(search)} hint={lobbyText.nothingHint}>
        <Button onPress={onClear}>{lobbyText.clear}</Button>
      </Panel>
    );
  }
  if (shown !== "all") {
    return (
      <Panel title={filterText.nothing[shown]} hint={filterText.hint[shown]}>
        <Button onPress={onShowAll}>{filterText.showAll}</Button>
      </Panel>
    );
  }
  return (
    <Panel title={lobbyText.emptyTitle} hint={lobbyText.emptyHint} chair>
      <ButtonLink to={paths.newRoom}>{lobbyText.start}</ButtonLink>
    </Panel>
  );
}

interface PanelProps {
  title: string;
  hint: string;
  chair?: boolean;
  children: ReactNode;
}

function Panel({ title, hint, chair = false, children }: PanelProps) {
  return (
    <div className="flex flex-wrap items-center gap-6 rounded-card bg-surface-1 p-6 shadow-e1 lg:gap-8 lg:p-8">
      {chair && <Huddle people={[]} />}
      <div className="min-w-60 flex-1">
        <h2 className="text-h2 wrap-anywhere">{title}</h2>
        <p className="mt-1 mb-5 max-w-[46ch] text-pretty text-muted">{hint}</p>
        {children}
      </div>
    </div>
  );
}
