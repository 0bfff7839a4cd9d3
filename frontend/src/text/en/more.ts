/** What the pages beside the rooms say: signing in, profile, account, settings, what is wrong. */
import { accountText } from "./account";
import { authText } from "./auth";
import {
  diagnosticsText,
  microphoneCheckText,
  pageText,
  relayText,
  serverText,
  socketText,
  speakerCheckText,
  stunText,
  unaskedText,
} from "./diagnostics";
import { groupText, keysText, keyWord, shortcutText } from "./keys";
import { profileText } from "./profile";
import { settingsText } from "./settings";

export default {
  accountText,
  authText,
  diagnosticsText,
  groupText,
  keysText,
  keyWord,
  microphoneCheckText,
  pageText,
  profileText,
  relayText,
  serverText,
  settingsText,
  shortcutText,
  socketText,
  speakerCheckText,
  stunText,
  unaskedText,
};
