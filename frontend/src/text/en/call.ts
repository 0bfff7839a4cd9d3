/** What a room says, and a call that goes on. */
import { apartText } from "./apart";
import { callingText, elsewhereText } from "./calling";
import { deviceNews, deviceText, talkWord, yourDevice } from "./devices";
import { forAdminText, problems, whereInSystem, whereToAllow } from "./microphone";
import {
  announceText,
  endedText,
  enterText,
  kindSentence,
  microphoneText,
  outsideText,
  roomText,
  statusWord,
} from "./room";

export default {
  announceText,
  apartText,
  callingText,
  deviceNews,
  deviceText,
  elsewhereText,
  endedText,
  enterText,
  forAdminText,
  kindSentence,
  microphoneText,
  outsideText,
  problems,
  roomText,
  statusWord,
  talkWord,
  whereInSystem,
  whereToAllow,
  yourDevice,
};
