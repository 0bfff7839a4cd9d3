/** What stands round every page: header, account menu, pages that say something is wrong. */

export const frameText = {
  skip: "Skip to content",
  account: (name: string) => `Your account, ${name}`,
  editProfile: "Edit profile",
  settings: "Settings",
  accountSettings: "Account",
  checkConnection: "Check connection",
  signOut: "Sign out",
  theme: "Theme",
  themes: { system: "System", light: "Light", dark: "Dark" },
  close: "Close",
  cancel: "Cancel",
  reload: "Reload the page",
  retry: "Try again",
  retrying: "Asking…",
  loading: "Loading",
  notFound: {
    title: "Nothing here",
    lead: "This address leads nowhere. The link may be old, or a letter went missing.",
    home: "To the start",
  },
  unreachable: {
    title: "The server does not answer",
    lead: "It may be starting again, or your connection is gone. We keep trying.",
  },
  offline: {
    title: "No connection",
    lead: "The server does not answer. Your network may be gone, or the server starts again. The page comes back by itself.",
  },
  crashed: {
    title: "That should not happen",
    lead: "Something in this page broke. Reloading usually helps; your account and rooms are safe.",
    details: "What happened",
  },
  notFetched: {
    title: "This page did not arrive",
    lead: "The server does not answer, or it has a newer version. Reloading brings what is there.",
  },
  unsupported: {
    title: "This browser cannot do calls",
    lead: "Open the link in a current Chrome, Edge, Firefox or Safari. If you are inside another app, choose “Open in browser”.",
  },
};
