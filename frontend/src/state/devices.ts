/** Microphones and loudspeakers for screens: what there is, and choosing, which is remembered. */
import { useSyncExternalStore } from "react";

import type { DeviceKind, DevicesNow, Processing } from "../voice/types";
import { usePrefer } from "./preferences";
import { useVoiceEngine } from "./voiceEngine";

export function useDevices(): DevicesNow {
  const { devices } = useVoiceEngine();
  return useSyncExternalStore(devices.subscribe, devices.getSnapshot);
}

export function useChooseDevice(): (kind: DeviceKind, deviceId: string) => void {
  const { devices } = useVoiceEngine();
  const prefer = usePrefer();
  return (kind, deviceId) => {
    if (kind === "microphone") {
      prefer({ microphoneId: deviceId });
      void devices.chooseMicrophone(deviceId);
    } else {
      prefer({ speakerId: deviceId });
      void devices.chooseSpeaker(deviceId);
    }
  };
}

export function useProcess(): (processing: Processing) => void {
  const { devices } = useVoiceEngine();
  const prefer = usePrefer();
  return (processing) => {
    prefer({ processing });
    void devices.setProcessing(processing);
  };
}
