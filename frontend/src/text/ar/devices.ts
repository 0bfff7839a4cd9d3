/** The words for microphones, loudspeakers and what happens to them. */
import type { CallWords } from "../words";

export const deviceText: CallWords["deviceText"] = {
  menu: "الميكروفون ومكبّر الصوت",
  microphone: "الميكروفون",
  speaker: "مكبّر الصوت",
  systemDefault: "الافتراضي في النظام",
  elsewhere: "اختر مكبّر الصوت من إعدادات نظامك.",
  talkWith: "التحدث بـ",
  test: "تشغيل صوت تجريبي",
  testing: "ينبغي أن تسمع ثلاث نغمات",
  settings: "إعدادات الصوت",
  use: "استخدامه",
  dismiss: "إغلاق",
  notices: "الإشعارات",
};

export const talkWord: CallWords["talkWord"] = { voice: "الصوت", hold: "ضغط المسافة" };

export const yourDevice: CallWords["yourDevice"] = {
  microphone: "ميكروفونك",
  speaker: "مكبّر صوتك",
};

export const deviceNews: CallWords["deviceNews"] = {
  came: {
    microphone: (name) => `تم توصيل ${name}.`,
    speaker: (name) => `تم توصيل ${name}.`,
  },
  gone: {
    microphone: (name) => `لم يعد ${name} متصلًا. صوتك مكتوم، وتستخدم الآن الافتراضي في نظامك.`,
    speaker: (name) => `لم يعد ${name} متصلًا. تسمع الغرفة الآن عبر الافتراضي في نظامك.`,
  },
  refused: {
    microphone: (name) => `لا يمكن استخدام ${name} الآن. تبقى على ما كان لديك.`,
    speaker: (name) => `لا يمكن استخدام ${name} الآن. تبقى على ما كان لديك.`,
  },
};
