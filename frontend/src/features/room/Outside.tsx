/** Out of a room, or never in it: what happened, the way back where there is one, the way on. */
import { paths } from "../../paths";
import { type Outside as OutsideWords, outsideText } from "../../text/room";
import { Button, ButtonLink } from "../../ui/Button";
import { PageShell } from "../../ui/PageShell";
import { PageTitle } from "../../ui/PageTitle";
import type { WayBack } from "./roomView";

export interface OutsideProps {
  words: OutsideWords;
  way: WayBack;
  onWay: (way: WayBack) => void;
}

export function Outside({ words, way, onWay }: OutsideProps) {
  return (
    <PageShell mainClassName="wrap grid content-center pb-24">
      <div className="max-w-120 lg:ms-[8%]">
        <PageTitle key={words.title} title={words.title} className="text-title lg:text-title-lg" />
        {words.hint !== "" && <p className="mt-3 text-lead text-pretty text-muted">{words.hint}</p>}
        <div className="mt-8 flex flex-wrap gap-2">
          {words.again !== undefined && way !== "none" && (
            <Button kind="primary" size="big" onPress={() => onWay(way)}>
              {words.again}
            </Button>
          )}
          <ButtonLink to={paths.rooms} kind={way === "none" ? "soft" : "plain"} size="big">
            {outsideText.toRooms}
          </ButtonLink>
        </div>
      </div>
    </PageShell>
  );
}
