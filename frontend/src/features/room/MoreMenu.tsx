/** What one needs now and then in a room: the settings, the connection, the keys. */
import { Menu, MenuTrigger } from "react-aria-components/Menu";

import { paths } from "../../paths";
import { askForShortcut } from "../../state/shortcuts";
import { callingText } from "../../text/calling";
import { frameText } from "../../text/frame";
import { BarButton } from "../../ui/BarButton";
import { KeyboardIcon, MoreIcon, SignalIcon, SlidersIcon } from "../../ui/icons";
import { MenuLine, MenuSheet } from "../../ui/MenuParts";

export function MoreMenu() {
  return (
    <MenuTrigger>
      <BarButton icon={<MoreIcon size="l" />} text={callingText.more} />
      <MenuSheet placement="top end">
        <Menu className="outline-none" aria-label={callingText.more}>
          <MenuLine icon={<SlidersIcon />} onAction={() => void askForShortcut("settings")}>
            {callingText.settings}
          </MenuLine>
          <MenuLine icon={<SignalIcon />} href={paths.diagnostics} target="_blank">
            {frameText.checkConnection}
          </MenuLine>
          <MenuLine icon={<KeyboardIcon />} onAction={() => void askForShortcut("help")}>
            {callingText.shortcuts}
          </MenuLine>
        </Menu>
      </MenuSheet>
    </MenuTrigger>
  );
}
