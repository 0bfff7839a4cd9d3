/** Tries one server that helps browsers find each other, alone, and tells what came of it. */
import type { Clock } from "./ports";

export interface ProbeResult {
  /** `silent`: no word within the time limit; a number: what it refused with (401, 486, 701). */
  readonly outcome: "ok" | "silent" | number;
  readonly afterMs: number;
}

export interface ProbeOptions {
  readonly connect: (configuration: RTCConfiguration) => RTCPeerConnection;
  readonly clock: Clock;
  /** Wanted is a relay; else the server has to tell us our address. */
  readonly relay: boolean;
  readonly withinMs?: number;
}

/** Longer than a browser tries by UDP. */
const WITHIN_MS = 10_000;

export function probe(server: RTCIceServer, options: ProbeOptions): Promise<ProbeResult> {
  const { connect, clock, relay, withinMs = WITHIN_MS } = options;
  const began = clock.now();
  const iceTransportPolicy = relay ? "relay" : "all";
  const connection = connect({ iceServers: [server], iceTransportPolicy });
  let refused: number | null = null;
  return new Promise((resolve) => {
    const end = (outcome: ProbeResult["outcome"]): void => {
      cancel();
      connection.onicecandidate = connection.onicecandidateerror = null;
      connection.close();
      resolve({ outcome, afterMs: clock.now() - began });
    };
    const cancel = clock.after(withinMs, () => end(refused ?? "silent"));
    connection.onicecandidateerror = ({ errorCode }) => (refused ??= errorCode);
    connection.onicecandidate = ({ candidate }) => {
      if (candidate?.type === (relay ? "relay" : "srflx")) end("ok");
      // Who is seen under the address that they have gets no second candidate for it.
      else if (!candidate) end(refused ?? (relay ? "silent" : "ok"));
    };
    gather(connection).catch(() => end("silent"));
  });
}

async function gather(connection: RTCPeerConnection): Promise<void> {
  connection.createDataChannel("probe");
  await connection.setLocalDescription(await connection.createOffer());
}
