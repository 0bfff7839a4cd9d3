/** Which page stands at which address, and for whom. Pages come when they are asked for. */
import { useEffect, useSyncExternalStore } from "react";
import type { RouteObject } from "react-router";
import { Outlet } from "react-router";

import { paths } from "../paths";
import { VoiceEngineContext } from "../state/voiceEngine";
import { languageNow, onLanguage, withWords } from "../text/words";
import type { VoiceEngine } from "../voice";
import { Boundary } from "./Boundary";
import { fetched } from "./fetched";
import { Guard } from "./Guard";
import { NotFound } from "./NotFound";
import { Root } from "./Root";
import { TakeInvite } from "./TakeInvite";

const guests = [
  {
    path: paths.register,
    ...fetched(
      async () => (await withWords(import("../features/auth/RegisterPage"), "more")).RegisterPage,
    ),
  },
  {
    path: paths.signIn,
    ...fetched(
      async () => (await withWords(import("../features/auth/SignInPage"), "more")).SignInPage,
    ),
  },
];

/** The first page is a document of its own, without React. */
const landing = { path: paths.landing, element: <ToLanding /> };

function ToLanding() {
  useEffect(() => location.replace(paths.landing), []);
  return null;
}

/** Signed in or not: whoever follows the link of a mail, and whoever looks for what is wrong. */
const forEverybody = [
  landing,
  {
    path: paths.forgot,
    ...fetched(
      async () => (await withWords(import("../features/auth/ForgotPage"), "more")).ForgotPage,
    ),
  },
  {
    path: paths.reset,
    ...fetched(
      async () => (await withWords(import("../features/auth/ResetPage"), "more")).ResetPage,
    ),
  },
  {
    path: paths.diagnostics,
    ...fetched(
      async () =>
        (await withWords(import("../features/diagnostics/DiagnosticsPage"), "call", "more"))
          .DiagnosticsPage,
    ),
  },
  { path: "*", element: <NotFound /> },
];

const code = {
  path: paths.verify,
  ...fetched(
    async () => (await withWords(import("../features/auth/VerifyPage"), "more")).VerifyPage,
  ),
};

const welcome = {
  path: paths.welcome,
  ...fetched(
    async () => (await withWords(import("../features/profile/WelcomePage"), "more")).WelcomePage,
  ),
};

const talkers = [
  {
    path: paths.rooms,
    ...fetched(async () => (await import("../features/lobby/LobbyPage")).LobbyPage),
    // The lobby itself opens its dialog there.
    children: [{ path: paths.newRoom, element: null }],
  },
  {
    path: paths.room(":roomId"),
    ...fetched(async () => (await withWords(import("../features/room/RoomPage"), "call")).RoomPage),
  },
];

const settings = [
  {
    path: paths.settings,
    ...fetched(
      async () =>
        (await withWords(import("../features/settings/SettingsPage"), "call", "more")).SettingsPage,
    ),
  },
  {
    path: paths.profile,
    ...fetched(
      async () => (await withWords(import("../features/profile/ProfilePage"), "more")).ProfilePage,
    ),
  },
  {
    path: paths.account,
    ...fetched(
      async () => (await withWords(import("../features/account/AccountPage"), "more")).AccountPage,
    ),
  },
];

/** Who is inside has the engine, and a call that goes on from page to page; made once. */
function withEngine(makeEngine: () => Promise<VoiceEngine>) {
  return fetched(async () => {
    const [engine, { CallKeeper }] = await Promise.all([
      makeEngine(),
      import("../features/room/keep/CallKeeper"),
    ]);
    return function WithEngine() {
      // In a new language every page is drawn anew; the call around it goes on.
      const language = useSyncExternalStore(onLanguage, languageNow);
      return (
        <VoiceEngineContext value={engine}>
          <CallKeeper>
            <Outlet key={language} />
          </CallKeeper>
        </VoiceEngineContext>
      );
    };
  });
}

const signedInOrNot = (
  <Boundary>
    <TakeInvite />
  </Boundary>
);

export function routesOf(makeEngine: () => Promise<VoiceEngine>): RouteObject[] {
  return [
    {
      element: <Root />,
      children: [
        {
          element: signedInOrNot,
          children: [
            { element: <Guard need="guest" />, children: guests },
            { element: <Guard need="code" orGuestWithToken />, children: [code] },
            { element: <Guard need="profile" />, children: [welcome] },
            {
              element: <Guard need="member" />,
              children: [{ ...withEngine(makeEngine), children: [...talkers, ...settings] }],
            },
            ...forEverybody,
          ],
        },
      ],
    },
  ];
}
