/** The one place that shapes codecs and session descriptions. */

/** Speak Opus and nothing else: every browser does, and descriptions get half as long. */
export function speakOpus(transceiver: RTCRtpTransceiver): void {
  const known = globalThis.RTCRtpReceiver?.getCapabilities("audio")?.codecs ?? [];
  const opus = known.filter((codec) => codec.mimeType.toLowerCase() === "audio/opus");
  // Firefox before 128 lets nobody choose, and offers Opus first.
  if (opus.length > 0) transceiver.setCodecPreferences?.(opus);
}

/**
 * A description that asks the other side for in-band forward error correction
 * (`useinbandfec`, RFC 7587, section 6.1), which hides single lost packets.
 */
export function askForFec(sdp: string): string {
  const type = /^a=rtpmap:(\d+) opus\/48000/im.exec(sdp)?.[1];
  if (type === undefined) return sdp;
  const parameters = new RegExp(`^a=fmtp:${type} (.*)$`, "m");
  const found = parameters.exec(sdp)?.[1];
  if (found === undefined) {
    return sdp.replace(
      new RegExp(`^a=rtpmap:${type} .*$`, "m"),
      (line) => `${line}\r\na=fmtp:${type} useinbandfec=1`,
    );
  }
  if (/\buseinbandfec=1\b/.test(found)) return sdp;
  const others = found.split(";").filter((parameter) => !parameter.includes("useinbandfec"));
  return sdp.replace(parameters, `a=fmtp:${type} ${[...others, "useinbandfec=1"].join(";")}`);
}
