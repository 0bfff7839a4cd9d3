/** What is wrong now, in the flow above the stage: one thing, the worst; and the unheard room. */
import { useVoiceEngine } from "../../state/voiceEngine";
import { paths } from "../../paths";
import { apartText } from "../../text/apart";
import { callingText } from "../../text/calling";
import { roomText } from "../../text/room";
import { Banner } from "../../ui/Banner";
import { Button, ButtonLink } from "../../ui/Button";
import { HeadphonesOffIcon } from "../../ui/icons";
import { useLasting } from "../../ui/useLasting";
import { useLinger } from "../../ui/useLinger";
import { useOnline } from "../../ui/useOnline";
import type { VoiceSnapshot } from "../../voice/types";
import { HearRoom } from "./HearRoom";
import { MicHelp } from "./MicHelp";
import { type Trouble, troubleOf } from "./trouble";

/** What heals at once is not shown; that it healed is, for a moment. */
const SHOWN_AFTER_MS = 2000;
const RESTORED_MS = 3000;

export function Banners({ voice }: { voice: VoiceSnapshot }) {
  return (
    <div className="call-banners">
      {voice.playbackBlocked && !voice.deafened && <HearRoom />}
      {voice.deafened && <Deafened />}
      <TroubleBanner voice={voice} />
    </div>
  );
}

function Deafened() {
  const { ears } = useVoiceEngine();
  return (
    <Banner
      kind="warning"
      icon={<HeadphonesOffIcon />}
      title={callingText.deafened.title}
      hint={callingText.deafened.hint}
      action={<Button onPress={() => ears.setDeafened(false)}>{callingText.undeafen}</Button>}
    />
  );
}

function TroubleBanner({ voice }: { voice: VoiceSnapshot }) {
  const trouble = troubleOf(voice, useOnline());
  const connection = trouble !== null && trouble.kind !== "microphone" && trouble.kind !== "apart";
  const cut = useLasting(connection, SHOWN_AFTER_MS);
  const restored = useLinger(cut, RESTORED_MS) === "fading" && trouble === null;
  if (restored) return <Banner kind="done" title={roomText.restored} />;
  if (trouble === null || (connection && !cut)) return null;
  return <Shown trouble={trouble} />;
}

/** What the page of checks may explain; the others heal by themselves or cannot be reached. */
const HELPED: ReadonlySet<Trouble["kind"]> = new Set(["apart", "unheard"]);

function Shown({ trouble: { kind, words } }: { trouble: Trouble }) {
  return (
    <Banner
      kind="warning"
      title={words.title}
      hint={words.hint}
      action={kind === "microphone" ? <MicHelp problem={words} /> : HELPED.has(kind) && <Check />}
    />
  );
}

/** In a tab of its own: that page is for everybody, and has no call. */
function Check() {
  return (
    <ButtonLink to={paths.diagnostics} target="_blank" className="max-sm:basis-full">
      {apartText.check}
    </ButtonLink>
  );
}
