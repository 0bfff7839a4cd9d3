/** At the foot of the people in a room: how one brings somebody in, or whom one asks to. */
import { clsx } from "clsx";

import { memberText } from "../../../text/circle";
import { Button } from "../../../ui/Button";
import { LinkIcon } from "../../../ui/icons";
import { useCircle } from "./context";

export function PanelFoot({ className }: { className?: string }) {
  const circle = useCircle();
  if (circle === null) return null;
  const { bring, hostName } = circle;
  return (
    <div className={clsx("flex-none", className)}>
      {bring === null ? (
        <p className="text-small text-pretty text-muted">{memberText.askHost(hostName)}</p>
      ) : (
        <Button icon={<LinkIcon />} className="w-full" onPress={bring.press}>
          {bring.text}
        </Button>
      )}
    </div>
  );
}
