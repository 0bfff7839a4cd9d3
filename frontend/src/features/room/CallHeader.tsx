/** The head of a room: the way out, the topic, the facts. */
import { useState } from "react";
import { useNavigate } from "react-router";

import { paths } from "../../paths";
import { kindWord } from "../../text/lobby";
import { roomText } from "../../text/room";
import { clockText } from "../../text/time";
import { Dot } from "../../ui/Dot";
import { IconButton } from "../../ui/IconButton";
import { BackIcon } from "../../ui/icons";
import { KindMark } from "../../ui/KindMark";
import { Tip } from "../../ui/Tip";
import { useNow } from "../../ui/useNow";
import type { RoomWords } from "../../wire";

export interface CallHeaderProps {
  room: RoomWords;
  /** You and the others, as they are shown. */
  count: number;
}

export function CallHeader({ room, count }: CallHeaderProps) {
  const navigate = useNavigate();
  return (
    <header className="flex min-h-15 items-center gap-2 py-2 ps-1 pe-2 lg:min-h-18 lg:ps-3 lg:pe-4">
      <Tip text={roomText.back}>
        <IconButton
          label={roomText.back}
          icon={<BackIcon size="l" />}
          onPress={() => void navigate(paths.rooms)}
        />
      </Tip>
      <div className="min-w-0 flex-1">
        <h1 className="truncate text-[1.0625rem]/5.5 font-[650] tracking-[-0.018em] lg:text-h2">
          {room.topic}
        </h1>
        <p className="num flex items-center gap-2 text-small whitespace-nowrap text-muted">
          <span className="inline-flex items-center gap-1.5">
            <KindMark kind={room.roomType} size="s" />
            {kindWord[room.roomType]}
          </span>
          <Dot>{roomText.here(count)}</Dot>
          <Dot>
            <Elapsed />
          </Dot>
        </p>
      </div>
    </header>
  );
}

/** Since one came in; renders alone, once a second. */
function Elapsed() {
  const [since] = useState(Date.now);
  const text = clockText(useNow(1000) - since);
  return (
    <span role="timer" aria-label={`${roomText.elapsed}: ${text}`}>
      {text}
    </span>
  );
}
