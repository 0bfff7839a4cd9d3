/** The words of entering a room, being in it and being out of it again. */
import type { CallWords } from "../words";
import { count, listOf, peopleOf } from "./grammar";

const AGAIN = "المحاولة مجددًا";
const GO_ON = "يمكنك متابعة الحديث في الأثناء.";

export const kindSentence: CallWords["kindSentence"] = {
  public: "عامة، مفتوحة لكل من هنا",
  private: "خاصة، لا تظهر في القائمة",
  group: "مجموعة، لأعضائها",
};

export const enterText: CallWords["enterText"] = {
  back: "الغرف",
  startedBy: (name, ago) => `فتحها ${name}، ${ago}`,
  loading: "نظرة في الغرفة",
  yourSeat: "مقعدك",
  check: "قبل أن تنضم",
  primer: "تدخل مكتوم الصوت",
  primerHint: "لا يحتاج Gethory إلى ميكروفونك إلا حين تتحدث.",
  allow: "فحص الميكروفون",
  opening: "متصفحك يسأل عن الميكروفون",
  openingHint: "أجب عن السؤال قرب شريط العنوان.",
  heard: "نسمعك",
  say: "قل شيئًا",
  hint: "تدخل مكتوم الصوت.",
  silent: "لا نسمع شيئًا",
  silentHint: "افحص المفتاح على ميكروفونك، أو اختر غيره.",
  level: "مستوى الميكروفون",
  full: "هذه الغرفة ممتلئة الآن. يجب أن يغادر أحد أولًا.",
  join: "انضمام",
  joining: "جارٍ الانضمام…",
  joiningSlowly: "يستغرق أكثر من المعتاد…",
  waiting: "في انتظار جوابك…",
  more: (people) => `\u200E+${people}`,
  moreAloud: (people) => `و${peopleOf(people)} غيرهم`,
  listen: "الاستماع فقط",
  skip: "تخطي هذا في المرة القادمة",
  otherTab: "أنت في هذه الغرفة في تبويب آخر. الانضمام من هنا ينقلك إلى هذا التبويب.",
  inside: (people) => (people === 0 ? "لا أحد في الداخل بعد" : `في الداخل ${peopleOf(people)}`),
};

export const roomText: CallWords["roomText"] = {
  back: "العودة إلى الغرف مع متابعة الاستماع",
  tab: (topic, muted) => `${muted ? "🔇" : "●"} ${topic}`,
  here: (people) => `${count(people)} هنا`,
  elapsed: "الوقت في هذه الغرفة",
  stage: "الأشخاص في هذه الغرفة",
  controls: "أدوات المكالمة",
  people: "الأشخاص",
  closePeople: "إغلاق الأشخاص",
  peopleCount: (people) => `الأشخاص، ${people}`,
  moreAbout: (name) => `المزيد عن ${name}`,
  copyLink: "نسخ الرابط",
  copied: "تم النسخ",
  copyFailed: "انسخ هذا العنوان من شريط العنوان.",
  leave: "مغادرة",
  you: "أنت",
  owner: "المضيف",
  somebody: "شخص ما",
  youSuffix: (name) => `${name} (أنت)`,
  alone: "أنت وحدك هنا.",
  aloneHint: {
    address: "أرسل الرابط إلى من لديه حساب هنا.",
    invite: "ادعُ أحدًا برابط.",
  },
  volume: (name) => `صوت ${name} عندك`,
  volumeShort: "الصوت عندك",
  hear: "المس لتسمع الغرفة",
  hearHint: "ينتظر متصفحك لمسة قبل أن يشغّل الصوت.",
  reconnecting: { title: "جارٍ إعادة الاتصال…", hint: GO_ON },
  restarting: { title: "الخادم يبدأ من جديد…", hint: GO_ON },
  offline: { title: "أنت غير متصل", hint: "تعود الغرفة وحدها مع شبكتك." },
  unheard: { title: "انقطع الاتصال", hint: "لا أحد يسمعك الآن. جارٍ إعادة الاتصال…" },
  restored: "لقد عدت",
};

export const statusWord: CallWords["statusWord"] = {
  connecting: "جارٍ الاتصال",
  apart: "لا اتصال",
  reconnecting: "جارٍ إعادة الاتصال",
  speaking: "يتحدث",
  muted: "مكتوم",
  no_microphone: "بلا ميكروفون",
  hushed: "مكتوم عندك",
  poor: "اتصال ضعيف",
  on: "الميكروفون مفتوح",
};

export const microphoneText: CallWords["microphoneText"] = {
  mute: "كتم الصوت",
  unmute: "إلغاء الكتم",
  isOn: "الميكروفون مفتوح",
  isMuted: "صوتك مكتوم",
  holding: "أفلت للتوقف",
  listening: "أنت تستمع",
  opening: "أجب عن سؤال متصفحك",
  unheard: "لا أحد يسمعك",
  keyMute: "كتم الصوت (M)",
  keyUnmute: "إلغاء الكتم (M أو ضغط المسافة)",
};

export const endedText: CallWords["endedText"] = {
  left: {
    title: "لقد غادرت",
    hint: "تبقى الغرفة مفتوحة؛ عد متى شئت.",
    again: "الانضمام مجددًا",
  },
  kicked: { title: "تمت إزالتك", hint: "أخرجك من يعتني بهذه الغرفة." },
  banned: { title: "تمت إزالتك", hint: "لا يمكنك العودة إلى هذه الغرفة." },
  room_ended: { title: "انتهت هذه الغرفة", hint: "أُغلقت للجميع." },
  replaced: {
    title: "أنت في هذه الغرفة في تبويب آخر",
    hint: "الصوت يأتي من مكان واحد في كل مرة.",
    again: "الاستخدام هنا",
  },
  session_ended: {
    title: "تم تسجيل خروجك",
    hint: "انتهت جلستك في مكان آخر. سجّل الدخول للعودة إلى هذه الغرفة.",
    again: "تسجيل الدخول",
  },
};

export const outsideText: CallWords["outsideText"] = {
  toRooms: "العودة إلى الغرف",
  notFound: {
    title: "لا توجد غرفة كهذه",
    hint: "ربما العنوان خاطئ، أو زالت الغرفة، أو ليست مفتوحة لك. روابط الدعوة تنتهي: إن أوصلك واحد إلى هنا، فاطلب جديدًا.",
  },
  full: {
    title: "هذه الغرفة ممتلئة",
    hint: "يجب أن يغادر أحد قبل أن يدخل التالي.",
    again: AGAIN,
  },
  locked: {
    title: "هذه الغرفة مقفلة",
    hint: "لا أحد يستطيع الدخول الآن.",
    again: AGAIN,
  },
  unreachable: {
    title: "لا يمكن الوصول إلى الخادم",
    hint: "ربما انقطعت شبكتك، أو يبدأ الخادم من جديد.",
    again: AGAIN,
  },
  unsupported: {
    title: "متصفحك لا يستطيع إجراء المكالمات هنا",
    hint: "يستطيع ذلك Firefox أو Chrome أو Edge أو Safari حديث.",
  },
  failed: { title: "لم ينجح ذلك", hint: "", again: AGAIN },
};

export const announceText: CallWords["announceText"] = {
  joined: (topic, people, muted) =>
    `انضممت إلى ${topic}. ${muted ? "صوتك مكتوم" : "ميكروفونك مفتوح"}. ${
      people === 1 ? "أنت وحدك هنا" : `${peopleOf(people)} هنا`
    }.`,
  muted: "مكتوم",
  unmuted: "أُلغي الكتم",
  lost: "انقطع الاتصال، جارٍ إعادة الاتصال",
  restored: "لقد عدت",
  copied: "تم نسخ الرابط",
  came: (names) => `انضمّ: ${listOf(names)}`,
  went: (names) => `غادر: ${listOf(names)}`,
};
