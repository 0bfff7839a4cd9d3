/** Oneself in the header: profile, theme, signing out. */
import { Button } from "react-aria-components/Button";
import { Header } from "react-aria-components/Header";
import { Menu, MenuSection, MenuTrigger } from "react-aria-components/Menu";
import { useNavigate } from "react-router";

import { useSignOut } from "../../api/useSignOut";
import { paths } from "../../paths";
import { THEME_WISHES, useThemeWish, wishTheme } from "../../state/theme";
import { isInCall, useVoiceState } from "../../state/voice";
import { frameText as t } from "../../text/frame";
import { Face } from "../../ui/Face";
import { KeyIcon, LeaveIcon, PencilIcon, SignalIcon, SlidersIcon } from "../../ui/icons";
import { MenuChoice, MenuLine, MenuRule, MenuSheet } from "../../ui/MenuParts";
import type { UserWords } from "../../wire";

/** Opens at once: it is fetched when somebody asks for it. */
export function AccountMenu({ user }: { user: UserWords }) {
  const navigate = useNavigate();
  const signOut = useSignOut();
  const wish = useThemeWish();
  const inCall = useVoiceState(isInCall);
  // That page is for everybody and has no call: whoever is in one gets it in a tab of its own.
  const check = inCall
    ? { href: paths.diagnostics, target: "_blank" }
    : { onAction: () => void navigate(paths.diagnostics) };
  return (
    <MenuTrigger defaultOpen>
      <Button
        aria-label={t.account(user.name ?? user.email)}
        className="cursor-pointer rounded-full"
      >
        <Face id={user._id} name={user.name ?? user.email} avatar={user.avatar} size="2.75rem" />
      </Button>
      <MenuSheet placement="bottom end">
        <Menu className="outline-none">
          <MenuSection>
            <Header className="px-3 pt-2 pb-2.5">
              <b className="block truncate text-ui font-semibold">{user.name ?? user.email}</b>
              <span className="block truncate text-small text-subtle">
                <bdi>{user.username === null ? user.email : `@${user.username}`}</bdi>
              </span>
            </Header>
            {user.profileCompleted && (
              <>
                <MenuLine icon={<PencilIcon />} onAction={() => void navigate(paths.profile)}>
                  {t.editProfile}
                </MenuLine>
                <MenuLine icon={<SlidersIcon />} onAction={() => void navigate(paths.settings)}>
                  {t.settings}
                </MenuLine>
                <MenuLine icon={<KeyIcon />} onAction={() => void navigate(paths.account)}>
                  {t.accountSettings}
                </MenuLine>
              </>
            )}
          </MenuSection>
          <MenuRule />
          <MenuChoice
            label={t.theme}
            value={wish}
            options={THEME_WISHES.map((value) => ({ value, text: t.themes[value] }))}
            onChange={wishTheme}
          />
          <MenuRule />
          <MenuLine icon={<SignalIcon />} {...check}>
            {t.checkConnection}
          </MenuLine>
          <MenuLine icon={<LeaveIcon />} onAction={() => void signOut(paths.landing)}>
            {t.signOut}
          </MenuLine>
        </Menu>
      </MenuSheet>
    </MenuTrigger>
  );
}
