/** How a peer connection is set up, from what the server says of the link. */
import type { MeshLink } from "../wire";

/** What stands in for an account where the server names none is left out. */
export function iceServersOf(link: MeshLink): RTCIceServer[] {
  return link.iceServers.map(({ urls, username, credential }) => ({
    urls,
    ...(username === null || credential === null ? {} : { username, credential }),
  }));
}

export function connectionSettings(
  iceServers: RTCIceServer[],
  certificate: RTCCertificate | null,
): RTCConfiguration {
  return {
    iceServers,
    bundlePolicy: "max-bundle",
    rtcpMuxPolicy: "require",
    ...(certificate ? { certificates: [certificate] } : {}),
  };
}
