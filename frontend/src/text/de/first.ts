/** What every page says, and the list of rooms. */
import type { FirstWords } from "../words";
import { inviteText, memberText } from "./circle";
import { errorText, waitText } from "./errors";
import { frameText } from "./frame";
import { createText, filterText, inviteCardText, kindWord, lobbyText } from "./lobby";
import { timeText } from "./time";

export default {
  createText,
  errorText,
  filterText,
  frameText,
  inviteCardText,
  inviteText,
  kindWord,
  lobbyText,
  memberText,
  timeText,
  waitText,
} satisfies FirstWords;
