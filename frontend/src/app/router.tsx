/**
 * Which page stands at which address, and for whom. Pages come when they are asked for: by `lazy`
 * as a function, because react-router 7.18 shows nothing at all when its object form fails.
 */
import { useSyncExternalStore } from "react";
import type { RouteObject } from "react-router";
import { createBrowserRouter, Outlet, redirectDocument } from "react-router";

import { paths } from "../paths";
import { VoiceEngineContext } from "../state/voiceEngine";
import { languageNow, onLanguage, withWords } from "../text/words";
import type { VoiceEngine } from "../voice";
import { Crashed } from "./Crashed";
import { Guard } from "./Guard";
import { NotFound } from "./NotFound";
import { Root } from "./Root";
import { TakeInvite } from "./TakeInvite";
import { Waiting } from "./Waiting";

const guests = [
  {
    path: paths.register,
    lazy: async () => ({
      Component: (await withWords(import("../features/auth/RegisterPage"), "more")).RegisterPage,
    }),
  },
  {
    path: paths.signIn,
    lazy: async () => ({
      Component: (await withWords(import("../features/auth/SignInPage"), "more")).SignInPage,
    }),
  },
];

/** The first page is a document of its own, without React. */
const landing = { path: paths.landing, loader: () => redirectDocument(paths.landing) };

/** Signed in or not: whoever follows the link of a mail, and whoever looks for what is wrong. */
const forEverybody = [
  landing,
  {
    path: paths.forgot,
    lazy: async () => ({
      Component: (await withWords(import("../features/auth/ForgotPage"), "more")).ForgotPage,
    }),
  },
  {
    path: paths.reset,
    lazy: async () => ({
      Component: (await withWords(import("../features/auth/ResetPage"), "more")).ResetPage,
    }),
  },
  {
    path: paths.diagnostics,
    lazy: async () => ({
      Component: (
        await withWords(import("../features/diagnostics/DiagnosticsPage"), "call", "more")
      ).DiagnosticsPage,
    }),
  },
  { path: "*", Component: NotFound },
];

const code = {
  path: paths.verify,
  lazy: async () => ({
    Component: (await withWords(import("../features/auth/VerifyPage"), "more")).VerifyPage,
  }),
};

const welcome = {
  path: paths.welcome,
  lazy: async () => ({
    Component: (await withWords(import("../features/profile/WelcomePage"), "more")).WelcomePage,
  }),
};

const talkers = [
  {
    path: paths.rooms,
    lazy: async () => ({ Component: (await import("../features/lobby/LobbyPage")).LobbyPage }),
    // The lobby itself opens its dialog there.
    children: [{ path: paths.newRoom, element: null }],
  },
  {
    path: paths.room(":roomId"),
    lazy: async () => ({ Component: (await import("../features/room/RoomPage")).RoomPage }),
  },
];

const settings = [
  {
    path: paths.settings,
    lazy: async () => ({
      Component: (await withWords(import("../features/settings/SettingsPage"), "more"))
        .SettingsPage,
    }),
  },
  {
    path: paths.profile,
    lazy: async () => ({
      Component: (await withWords(import("../features/profile/ProfilePage"), "more")).ProfilePage,
    }),
  },
  {
    path: paths.account,
    lazy: async () => ({
      Component: (await withWords(import("../features/account/AccountPage"), "more")).AccountPage,
    }),
  },
];

/** Who is inside has the engine, and a call that goes on from page to page; made once. */
function withEngine(makeEngine: () => Promise<VoiceEngine>) {
  return async () => {
    const [engine, { CallKeeper }] = await Promise.all([
      makeEngine(),
      withWords(import("../features/room/keep/CallKeeper"), "call"),
    ]);
    function WithEngine() {
      // In a new language every page is drawn anew; the call around it goes on.
      const language = useSyncExternalStore(onLanguage, languageNow);
      return (
        <VoiceEngineContext value={engine}>
          <CallKeeper>
            <Outlet key={language} />
          </CallKeeper>
        </VoiceEngineContext>
      );
    }
    return { Component: WithEngine };
  };
}

export function createRouter(makeEngine: () => Promise<VoiceEngine>) {
  return createBrowserRouter(routesOf(makeEngine));
}

export function routesOf(makeEngine: () => Promise<VoiceEngine>): RouteObject[] {
  return [
    {
      Component: Root,
      HydrateFallback: Waiting,
      children: [
        {
          ErrorBoundary: Crashed,
          Component: TakeInvite,
          children: [
            { element: <Guard need="guest" />, children: guests },
            { element: <Guard need="code" orGuestWithToken />, children: [code] },
            { element: <Guard need="profile" />, children: [welcome] },
            {
              element: <Guard need="member" />,
              children: [{ lazy: withEngine(makeEngine), children: [...talkers, ...settings] }],
            },
            ...forEverybody,
          ],
        },
      ],
    },
  ];
}
