/** The door of a room: who is inside, your seat, your microphone, and the two ways in. */
import { clsx } from "clsx";

import { paths } from "../../paths";
import { usePrefer, usePreferences } from "../../state/preferences";
import { frameText } from "../../text/frame";
import { enterText, kindSentence } from "../../text/room";
import { longAge } from "../../text/time";
import { Button, ButtonLink } from "../../ui/Button";
import { BackIcon, LinkIcon } from "../../ui/icons";
import { KindMark } from "../../ui/KindMark";
import { SkipLink } from "../../ui/PageShell";
import { PageTitle } from "../../ui/PageTitle";
import { Skeleton } from "../../ui/Skeleton";
import { SwitchRow } from "../../ui/SwitchRow";
import { useLasting } from "../../ui/useLasting";
import { Notice } from "../../ui/Notice";
import { useNow } from "../../ui/useNow";
import type { MicrophoneState } from "../../voice/types";
import type { RoomWords } from "../../wire";
import { isOnlyYou, useCircle } from "./circle/context";
import { MembersButton } from "./circle/MembersButton";
import { OnlyYou } from "./circle/OnlyYou";
import { DevicePick } from "./devices/DevicePick";
import { Elsewhere, useLeaveFirst } from "./Elsewhere";
import { InsideList } from "./InsideList";
import { useOtherTab } from "./keep/useOwnTab";
import { MicCheck } from "./MicCheck";
import { nameOf } from "./roster";
import { WaysIn } from "./WaysIn";

export interface EntranceProps {
  /** Undefined while it loads. */
  room: RoomWords | undefined;
  microphone: MicrophoneState;
  /** The other room that one is in. */
  elsewhere: RoomWords | null;
  joining: boolean;
  onJoin: () => void;
  onListen: () => void;
}

const GRID =
  "wrap relative grid flex-1 content-start gap-5 pt-3 pb-36 " +
  "lg:grid-cols-[minmax(0,1fr)_30rem] lg:content-center lg:items-center lg:gap-16 lg:pt-0 lg:pb-24";

export function Entrance(props: EntranceProps) {
  const { room, microphone, elsewhere, joining, onJoin, onListen } = props;
  const leave = useLeaveFirst(elsewhere, room);
  const otherTab = useOtherTab(room?._id);
  return (
    <div className="flex min-h-dvh flex-col overflow-x-clip">
      <SkipLink text={frameText.skip} />
      <header className="wrap flex min-h-16 items-center justify-between gap-3 py-3 md:min-h-19">
        <ButtonLink to={paths.rooms} kind="plain" icon={<BackIcon />} className="-ms-[1.125rem]">
          {enterText.back}
        </ButtonLink>
        <BringButton />
      </header>
      <main id="content" tabIndex={-1} className={GRID}>
        <div className="min-w-0">{room === undefined ? <Unknown /> : <Facts room={room} />}</div>
        <section
          aria-label={enterText.check}
          className="grid min-w-0 gap-5 rounded-card bg-surface-1 p-5 shadow-e2 lg:p-6"
        >
          {otherTab && !joining && <Notice kind="info">{enterText.otherTab}</Notice>}
          {elsewhere === null ? (
            <>
              <MicCheck microphone={microphone} />
              <DevicePick />
              <SkipNextTime />
            </>
          ) : (
            <Elsewhere topic={elsewhere.topic} />
          )}
          {room?.full === true && <p className="text-small text-muted">{enterText.full}</p>}
          <WaysIn
            disabled={room === undefined}
            joining={joining}
            onJoin={leave.first(onJoin)}
            onListen={leave.first(onListen)}
          />
        </section>
      </main>
      {leave.question}
    </div>
  );
}

function SkipNextTime() {
  const { skipsDoor } = usePreferences();
  const prefer = usePrefer();
  return (
    <SwitchRow label={enterText.skip} on={skipsDoor} onChange={(on) => prefer({ skipsDoor: on })} />
  );
}

function BringButton() {
  const circle = useCircle();
  if (circle === null || circle.bring === null || isOnlyYou(circle)) return null;
  return (
    <Button icon={<LinkIcon />} onPress={circle.bring.press}>
      {circle.bring.text}
    </Button>
  );
}

function Facts({ room }: { room: RoomWords }) {
  const now = useNow(60_000);
  return (
    <>
      <p className="flex items-center gap-2 text-small text-muted">
        <KindMark kind={room.roomType} size="s" />
        {kindSentence[room.roomType]}
      </p>
      <PageTitle
        title={room.topic}
        className="mt-1 mb-2 text-title break-words lg:text-[2.75rem]/12"
      />
      <p className="text-muted">
        {enterText.startedBy(nameOf(room.userId), longAge(room.createdAt, now))}
      </p>
      <InsideList people={room.people} count={room.count} />
      <Belonging />
    </>
  );
}

function Belonging() {
  const circle = useCircle();
  if (circle === null) return null;
  const { bring } = circle;
  return bring !== null && isOnlyYou(circle) ? <OnlyYou invite={bring.press} /> : <MembersButton />;
}

function Unknown() {
  const slow = useLasting(true, 300);
  return (
    <div aria-busy="true" className={clsx(!slow && "invisible")}>
      <PageTitle title={enterText.loading} className="aloud" />
      <Skeleton className="h-4 w-40" />
      <Skeleton className="mt-4 h-10 w-4/5" />
      <Skeleton className="mt-4 h-4 w-56" />
      <Skeleton className="mt-10 size-20 rounded-full" />
    </div>
  );
}
