/** The words for keyboard shortcuts. */
import type { MoreWords } from "../words";

export const keysText: MoreWords["keysText"] = {
  title: "اختصارات لوحة المفاتيح",
  close: "إغلاق",
  off: "الاختصارات بمفتاح واحد متوقفة.",
  on: "يمكن إيقافها في الإعدادات.",
  settings: "إعدادات لوحة المفاتيح",
  hold: "مطوّلًا",
};

export const groupText: MoreWords["groupText"] = {
  talk: "التحدث",
  room: "الغرفة",
  anywhere: "في كل مكان",
};

export const shortcutText: MoreWords["shortcutText"] = {
  mute: "كتم الصوت أو إلغاؤه",
  talk: "التحدث ما دام مضغوطًا",
  mute_too: "كتم الصوت أو إلغاؤه، حتى أثناء الكتابة",
  deafen: "عدم سماع أحد، أو سماع الغرفة مجددًا",
  people: "إظهار الأشخاص أو إخفاؤهم",
  invite: "دعوة أحد",
  who: "قول من يتحدث",
  status: "قول حالتك: الميكروفون والأشخاص والاتصال",
  leave: "المغادرة بهدوء",
  settings: "الإعدادات",
  regions: "الجزء التالي من الصفحة؛ ومع Shift السابق",
  help: "هذه القائمة",
};

export const keyWord: MoreWords["keyWord"] = { ctrl: "Ctrl", shift: "Shift", space: "المسافة" };
