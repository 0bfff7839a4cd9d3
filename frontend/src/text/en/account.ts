/** The words of one's account: how one signs in, and where. */

export const accountText = {
  title: "Account",
  email: "E-mail address",
  password: "Password",
  changePassword: "Change password",
  passwordHint: "We mail you a link for it.",
  sessions: {
    title: "Where you are signed in",
    loading: "Loading where you are signed in",
    failed: "The list did not come.",
    retry: "Try again",
    here: "This device",
    lastSeen: (age: string) => `Last seen ${age}`,
    signOut: "Sign out",
    signOutOf: (device: string) => `Sign out ${device}`,
    signingOut: "Signing out…",
    signedOut: (device: string) => `${device} is signed out.`,
    unknownDevice: "Unknown device",
    browserOn: (browser: string, system: string) => `${browser} on ${system}`,
    signOutOthers: "Sign out everywhere else",
    signedOutOthers: "You are signed out everywhere else.",
  },
};
