/** The words for microphones, loudspeakers and what happens to them. */
import type { DeviceNews } from "../voice/types";
import { textOf } from "./words";

export const deviceText = textOf("call", "deviceText");
export const talkWord = textOf("call", "talkWord");
const yourDevice = textOf("call", "yourDevice");
const deviceNews = textOf("call", "deviceNews");

/** What happened to a device, and what that means now. */
export function newsText({ kind, what, device }: DeviceNews): string {
  return deviceNews[what][kind](device.label === "" ? yourDevice[kind] : device.label);
}
