/** What stands in the lobby where no cards are: not yet, or not for this search. */
import { paths } from "../../paths";
import { lobbyText } from "../../text/lobby";
import { Button, ButtonLink } from "../../ui/Button";
import { Huddle } from "../../ui/Huddle";
import { Skeleton } from "../../ui/Skeleton";
import { useLasting } from "../../ui/useLasting";

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

export function Nothing({ search, onClear }: { search: string; onClear: () => void }) {
  const searched = search !== "";
  return (
    <div className="flex flex-wrap items-center gap-6 rounded-card bg-surface-1 p-6 shadow-e1 lg:gap-8 lg:p-8">
      {!searched && <Huddle people={[]} />}
      <div className="min-w-60 flex-1">
        <h2 className="text-h2">
          {searched ? lobbyText.nothingMatches(search) : lobbyText.emptyTitle}
        </h2>
        <p className="mt-1 max-w-[46ch] text-pretty text-muted">
          {searched ? lobbyText.nothingHint : lobbyText.emptyHint}
        </p>
        {searched ? (
          <Button className="mt-5" onPress={onClear}>
            {lobbyText.clear}
          </Button>
        ) : (
          <ButtonLink to={paths.newRoom} className="mt-5">
            {lobbyText.start}
          </ButtonLink>
        )}
      </div>
    </div>
  );
}
