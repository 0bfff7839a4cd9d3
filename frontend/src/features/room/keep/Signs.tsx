/** What one is told in passing during a call: about devices, about talking to nobody. */
import "../../../ui/call.css";
import { DeviceNotice } from "../devices/DeviceNotice";
import { MutedCallout } from "./MutedCallout";
import { useOwnTab } from "./useOwnTab";

export function Signs() {
  useOwnTab();
  return (
    <div className="signs">
      <DeviceNotice />
      <MutedCallout />
    </div>
  );
}
