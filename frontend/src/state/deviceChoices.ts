/** A list of devices as the options of a choice: the system's default first. Pure. */
import type { AudioDevice } from "../voice/types";

export interface DeviceOption {
  readonly value: string;
  readonly text: string;
}

export function deviceOptions(devices: readonly AudioDevice[], default_: string): DeviceOption[] {
  return [
    { value: "", text: default_ },
    ...devices.map(({ id, label }) => ({ value: id, text: label })),
  ];
}

/** One that is chosen and not plugged in leaves the default. */
export function presentId(devices: readonly AudioDevice[], id: string): string {
  return devices.some((one) => one.id === id) ? id : "";
}
