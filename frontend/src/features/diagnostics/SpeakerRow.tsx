/** The loudspeaker: a page cannot hear it, so it asks. */
import { useState } from "react";

import { type Finding, speakerCheckText as t } from "../../text/diagnostics";
import { Button } from "../../ui/Button";
import { SpeakerIcon } from "../../ui/icons";
import { CheckRow } from "./CheckRow";
import { playNotes } from "./playNotes";

export function SpeakerRow() {
  const [finding, setFinding] = useState<Finding>(t.idle);
  const play = () => {
    playNotes();
    setFinding(t.asked);
  };
  return (
    <CheckRow name="speaker" finding={finding}>
      <div className="flex flex-wrap gap-2">
        <Button icon={<SpeakerIcon />} onPress={play}>
          {t.play}
        </Button>
        {finding === t.asked && (
          <>
            <Button onPress={() => setFinding(t.good)}>{t.yes}</Button>
            <Button onPress={() => setFinding(t.bad)}>{t.no}</Button>
          </>
        )}
      </div>
    </CheckRow>
  );
}
