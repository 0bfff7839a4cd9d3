/** The two ways into a room; on a phone they stay at its foot. */
import { enterText } from "../../text/room";
import { Button } from "../../ui/Button";
import { useLasting } from "../../ui/useLasting";

const FOOT =
  "flex flex-row-reverse flex-wrap gap-2 max-lg:fixed max-lg:inset-x-0 max-lg:bottom-[var(--foot,0px)] max-lg:z-20 max-lg:rounded-t-card " +
  "max-lg:bg-surface-2 max-lg:p-3 max-lg:pb-[calc(0.75rem+env(safe-area-inset-bottom))] max-lg:shadow-e2 " +
  "md:max-lg:px-8 lg:grid lg:gap-1";

const SLOW_MS = 8000;

export interface WaysInProps {
  disabled: boolean;
  joining: boolean;
  onJoin: () => void;
  onListen: () => void;
}

export function WaysIn({ disabled, joining, onJoin, onListen }: WaysInProps) {
  const slow = useLasting(joining, SLOW_MS);
  return (
    <div className={FOOT}>
      <Button
        kind="primary"
        size="big"
        className="flex-1"
        isDisabled={disabled}
        busy={joining}
        busyText={slow ? enterText.joiningSlowly : enterText.joining}
        onPress={onJoin}
      >
        {enterText.join}
      </Button>
      <Button
        kind="plain"
        className="min-h-13 font-medium max-lg:px-4"
        isDisabled={disabled || joining}
        onPress={onListen}
      >
        {enterText.listen}
      </Button>
    </div>
  );
}
