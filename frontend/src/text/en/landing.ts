/** The words of the first page. */

export const landingText = {
  /** What search engines and previews of a link show. */
  description: "Voice rooms anyone can host. Click once and talk.",
  headline: ["Pull up", "a chair."],
  lead: "Voice rooms in your browser, on a server run by people you know. Click once and talk.",
  link: "Room link",
  linkHint: "Paste a room link",
  join: "Join",
  notALink: "That is not a room link. It looks like this:",
  elsewhere: "That room is on another server. Open the link there.",
  after: "No app, no phone number.",
  noScript: "Gethory needs JavaScript to carry your voice.",
  signIn: "Sign in",
  createAccount: "Create account",
  facts: [
    {
      title: "Nothing to install",
      text: "A browser and a microphone are enough, on a phone too.",
    },
    {
      title: "From person to person",
      text: "Voices travel encrypted from browser to browser. No recordings, no listeners in between.",
    },
    {
      title: "Yours to run",
      text: "Free software on your own machine. Nobody else’s servers are asked for anything.",
    },
  ],
};
