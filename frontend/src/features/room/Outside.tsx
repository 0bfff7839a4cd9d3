/** Out of a room, or never in it: what happened, the way back where there is one, the way on. */
import { paths } from "../../paths";
import { type Outside as OutsideWords, outsideText } from "../../text/room";
import { Button, ButtonLink } from "../../ui/Button";
import { ColumnPage } from "../../ui/ColumnPage";
import type { WayBack } from "./roomView";

export interface OutsideProps {
  words: OutsideWords;
  way: WayBack;
  onWay: (way: WayBack) => void;
}

export function Outside({ words, way, onWay }: OutsideProps) {
  const back = way === "none" ? undefined : words.again;
  return (
    <ColumnPage key={words.title} title={words.title} lead={words.hint}>
      <div className="flex flex-wrap gap-2">
        {back !== undefined && (
          <Button kind="primary" size="big" onPress={() => onWay(way)}>
            {back}
          </Button>
        )}
        <ButtonLink to={paths.rooms} kind={back === undefined ? "primary" : "plain"} size="big">
          {outsideText.toRooms}
        </ButtonLink>
      </div>
    </ColumnPage>
  );
}
