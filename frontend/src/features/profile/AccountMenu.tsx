/** Oneself in the header: profile, theme, signing out. */
import type { Selection } from "react-aria-components/Menu";
import { Button } from "react-aria-components/Button";
import { Header } from "react-aria-components/Header";
import { Menu, MenuItem, MenuSection, MenuTrigger } from "react-aria-components/Menu";
import { Popover } from "react-aria-components/Popover";
import { Separator } from "react-aria-components/Separator";

import { useNavigate } from "react-router";

import { useSignOut } from "../../api/useSignOut";
import { paths } from "../../paths";
import type { ThemeWish } from "../../state/theme";
import { THEME_WISHES, useThemeWish, wishTheme } from "../../state/theme";
import { frameText as t } from "../../text/frame";
import { Face } from "../../ui/Face";
import { CheckIcon, KeyIcon, LeaveIcon, PencilIcon } from "../../ui/icons";
import type { UserWords } from "../../wire";

const ITEM =
  "flex min-h-11 cursor-pointer items-center gap-3 rounded-field px-3 text-ui outline-none focus:bg-fill focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-focus";

/** Opens at once: it is fetched when somebody asks for it. */
export function AccountMenu({ user }: { user: UserWords }) {
  const navigate = useNavigate();
  const signOut = useSignOut();
  const wish = useThemeWish();
  return (
    <MenuTrigger defaultOpen>
      <Button
        aria-label={t.account(user.name ?? user.email)}
        className="cursor-pointer rounded-full"
      >
        <Face id={user._id} name={user.name ?? user.email} avatar={user.avatar} size="2.75rem" />
      </Button>
      <Popover
        placement="bottom end"
        className="w-64 rounded-tile bg-surface-2 p-1.5 shadow-e2 entering:fade-in forced-colors:border"
      >
        <Menu className="outline-none">
          <MenuSection>
            <Header className="px-3 pt-2 pb-2.5">
              <b className="block truncate text-ui font-semibold">{user.name ?? user.email}</b>
              <span className="block truncate text-small text-subtle">
                {user.username === null ? user.email : `@${user.username}`}
              </span>
            </Header>
            {user.profileCompleted && (
              <>
                <MenuItem className={ITEM} onAction={() => void navigate(paths.profile)}>
                  <PencilIcon className="text-muted" />
                  {t.editProfile}
                </MenuItem>
                <MenuItem className={ITEM} onAction={() => void navigate(paths.account)}>
                  <KeyIcon className="text-muted" />
                  {t.accountSettings}
                </MenuItem>
              </>
            )}
          </MenuSection>
          <Separator className="mx-3 my-1.5 h-px bg-line" />
          <ThemeSection wish={wish} />
          <Separator className="mx-3 my-1.5 h-px bg-line" />
          <MenuItem className={ITEM} onAction={() => void signOut(paths.landing)}>
            <LeaveIcon className="text-muted" />
            {t.signOut}
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

function choose(keys: Selection) {
  const chosen = THEME_WISHES.find((one) => keys !== "all" && keys.has(one));
  if (chosen !== undefined) wishTheme(chosen);
}

function ThemeSection({ wish }: { wish: ThemeWish }) {
  return (
    <MenuSection
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[wish]}
      onSelectionChange={choose}
      shouldCloseOnSelect={false}
    >
      <Header className="px-3 pt-1.5 pb-1 text-small text-subtle">{t.theme}</Header>
      {THEME_WISHES.map((one) => (
        <MenuItem key={one} id={one} className={ITEM}>
          {({ isSelected }) => (
            <>
              <span className="flex-1">{t.themes[one]}</span>
              {isSelected && <CheckIcon />}
            </>
          )}
        </MenuItem>
      ))}
    </MenuSection>
  );
}
