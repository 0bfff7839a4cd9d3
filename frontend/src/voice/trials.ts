/** Parts of a call tried alone, without a room: a server, the microphone. */
import { Microphone } from "./microphone";
import { levelOf } from "./levels";
import { browserPorts } from "./ports";
import { probe, type ProbeResult } from "./probe";
import type { MicrophoneState } from "./types";

/** Whether a STUN server answers, or with `relay` whether a TURN server gives a place. */
export function tryServer(server: RTCIceServer, relay: boolean): Promise<ProbeResult> {
  const ports = browserPorts();
  const connect = (configuration: RTCConfiguration) => ports.createPeerConnection(configuration);
  return probe(server, { connect, clock: ports.clock, relay });
}

export interface MicrophoneTrial {
  readonly state: MicrophoneState;
  /** 0 to 1, even steps in decibels. */
  level(): number;
  close(): void;
}

/** Opens it; why that failed is in the state. */
export async function tryMicrophone(): Promise<MicrophoneTrial> {
  const microphone = new Microphone(browserPorts());
  await microphone.open();
  return {
    state: microphone.state,
    level: () => levelOf(microphone.measure(performance.now())),
    close: () => microphone.close(),
  };
}
