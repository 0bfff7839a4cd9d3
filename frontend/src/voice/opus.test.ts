import { describe, expect, it } from "vitest";

import { askForFec } from "./opus";

const offer = (...lines: string[]): string =>
  ["v=0", "m=audio 9 UDP/TLS/RTP/SAVPF 111", "a=rtpmap:111 opus/48000/2", ...lines, ""].join(
    "\r\n",
  );

describe("asking for forward error correction", () => {
  it("leaves a description alone that asks already", () => {
    const sdp = offer("a=fmtp:111 minptime=10;useinbandfec=1");
    expect(askForFec(sdp)).toBe(sdp);
  });

  it("adds it to the other parameters", () => {
    expect(askForFec(offer("a=fmtp:111 minptime=10"))).toBe(
      offer("a=fmtp:111 minptime=10;useinbandfec=1"),
    );
  });

  it("turns it on where it was off", () => {
    expect(askForFec(offer("a=fmtp:111 useinbandfec=0;minptime=10"))).toBe(
      offer("a=fmtp:111 minptime=10;useinbandfec=1"),
    );
  });

  it("adds parameters where there are none", () => {
    expect(askForFec(offer())).toBe(offer("a=fmtp:111 useinbandfec=1"));
  });

  it("touches nothing without Opus", () => {
    const sdp = "v=0\r\na=rtpmap:0 PCMU/8000\r\na=fmtp:0 minptime=10\r\n";
    expect(askForFec(sdp)).toBe(sdp);
  });
});
