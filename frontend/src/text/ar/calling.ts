/** The words of a call that goes on: the small bar, hearing nobody, talking while muted. */
import type { CallWords } from "../words";
import { everyOf, peopleOf } from "./grammar";

export const callingText: CallWords["callingText"] = {
  bar: "مكالمتك",
  backTo: (topic) => `العودة إلى ${topic}`,
  leave: (topic) => `مغادرة ${topic}`,
  deafen: "إيقاف السماع",
  deafenTip: "عدم سماع أحد (D)",
  undeafen: "استئناف السماع",
  undeafenTip: "سماع الغرفة مجددًا (D)",
  deafened: { title: "لا تسمع الغرفة", hint: "وصوتك مكتوم في الأثناء." },
  deafenedShort: "لا تسمع أحدًا",
  more: "المزيد",
  shortcuts: "اختصارات لوحة المفاتيح",
  settings: "الإعدادات",
  dismiss: "إغلاق",
  over: (topic, why) => `${topic}: ${why}`,
  hush: "كتم عندي",
  unhush: "إلغاء الكتم عندي",
  talkingMuted: "صوتك مكتوم.",
  talkingMutedHint: "لا أحد يسمع ما تقول.",
  unmute: "إلغاء الكتم",
  notAgain: "عدم الإظهار مجددًا",
  unconfirmed: "ما زال الآخرون يرونك مكتومًا",
  hold: "اضغط مطوّلًا للتحدث",
  holdTruth: "أو اضغط المسافة مطوّلًا",
  holdTip: "اضغط مطوّلًا للتحدث، وضغطة قصيرة تبقيه مفتوحًا (M أو المسافة)",
  whoSpeaks: (names) => (names.length === 0 ? "لا أحد يتحدث" : `يتحدث الآن: ${everyOf(names)}`),
  here: (people) => (people === 1 ? "أنت وحدك هنا" : `${peopleOf(people)} هنا`),
};

export const elsewhereText: CallWords["elsewhereText"] = {
  title: "أنت في غرفة أخرى",
  hint: (topic) => `الانضمام هنا يغادر ${topic}.`,
  leave: (here, there) => `مغادرة ${there} والانضمام إلى ${here}؟`,
  question: "الصوت يأتي من غرفة واحدة في كل مرة.",
  submit: "المغادرة والانضمام",
  stay: "البقاء",
  close: "إغلاق",
};
