/** Says what was plugged in or out during a call, and offers what was plugged in. */
import { announce } from "@react-aria/live-announcer";
import { useEffect } from "react";
import { Button } from "react-aria-components/Button";

import { useChooseDevice, useDevices } from "../../../state/devices";
import { useVoiceEngine } from "../../../state/voiceEngine";
import { deviceText, newsText } from "../../../text/devices";
import { Toast } from "../../../ui/Toast";
import type { DeviceNews } from "../../../voice/types";

/** What only tells goes by itself; an offer stays longer, trouble until it is read. */
const STAYS_MS: Record<DeviceNews["what"], number | null> = {
  came: 12_000,
  gone: null,
  refused: null,
};

export function DeviceNotice() {
  const { news } = useDevices();
  const { devices } = useVoiceEngine();
  const choose = useChooseDevice();
  const words = news && newsText(news);
  const urgent = news?.what === "gone" && news.kind === "microphone";
  useEffect(() => {
    if (words !== null) announce(words, urgent ? "assertive" : "polite");
  }, [words, urgent]);
  return (
    <section aria-label={deviceText.notices} className="notices">
      {news !== null && (
        <Toast
          key={news.number}
          forMs={STAYS_MS[news.what]}
          dismissText={deviceText.dismiss}
          onDismiss={() => devices.dismiss()}
          action={news.what === "came" && <Use onPress={() => use(news)} />}
        >
          {words}
        </Toast>
      )}
    </section>
  );

  function use({ kind, device }: DeviceNews) {
    choose(kind, device.id);
    devices.dismiss();
  }
}

function Use({ onPress }: { onPress: () => void }) {
  return (
    <Button
      onPress={onPress}
      className="min-h-11 cursor-pointer rounded-full px-3 font-semibold underline underline-offset-4 hover:bg-canvas/15"
    >
      {deviceText.use}
    </Button>
  );
}
