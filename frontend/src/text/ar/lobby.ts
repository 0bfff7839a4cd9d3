/** The words of the list of rooms and of starting one. */
import type { FirstWords } from "../words";
import { count, peopleOf, plural, roomsOf } from "./grammar";

export const kindWord: FirstWords["kindWord"] = {
  public: "عامة",
  private: "خاصة",
  group: "مجموعة",
};

export const lobbyText: FirstWords["lobbyText"] = {
  title: "الغرف",
  start: "فتح غرفة",
  startShort: "فتح غرفة",
  search: "البحث في الغرف",
  loading: "جارٍ تحميل الغرف",
  emptyTitle: "لا غرف بعد",
  emptyHint: "افتح الأولى. من يسجّل الدخول هنا يراها ويستطيع الدخول.",
  clear: "مسح البحث",
  failedTitle: "لم تصل قائمة الغرف",
  retry: "المحاولة مجددًا",
  offline: (since) =>
    since === null
      ? "أنت غير متصل. تأتي الغرف مع الاتصال."
      : `أنت غير متصل. الغرف الظاهرة من ${since}؛ ويمكن الدخول حين تعود.`,
  newRooms: (rooms) =>
    plural(rooms, {
      one: "غرفة جديدة",
      two: "غرفتان جديدتان",
      few: `${count(rooms)} غرف جديدة`,
      other: `${count(rooms)} غرفة جديدة`,
    }),
  full: "ممتلئة",
  nobodyHere: "لا أحد هنا بعد",
  somebody: "شخص ما",
  found: (rooms) => `عُثر على: ${roomsOf(rooms)}`,
  nothingMatches: (search) => `لا شيء يطابق «${search}»`,
  nothingHint: "جرّب كلمات أقل أو غيرها. البحث في المواضيع.",
  here: (people) => `${count(people)} هنا`,
  startedBy: (name) => `فتحها ${name}`,
  more: (people) => `\u200E+${people}`,
  roomsAndPeople: (rooms, people) => `${roomsOf(rooms)}، وفيها ${peopleOf(people)}`,
  andOthers: (names) => `${names.join("، ")} وآخرون`,
  together: (names) => names.join("، "),
};

export const filterText: FirstWords["filterText"] = {
  label: "أي الغرف",
  words: {
    all: "الكل",
    live: "حيّة الآن",
    public: "عامة",
    private: "خاصة",
    group: "مجموعة",
  },
  nothing: {
    live: "لا أحد يتحدث الآن",
    public: "لا غرف عامة",
    private: "لا غرف خاصة",
    group: "لا غرف مجموعات",
  },
  hint: {
    live: "ادخل غرفة فارغة: يرى الآخرون أن أحدًا هناك.",
    public: "افتح واحدة. كل من سجّل الدخول يراها ويستطيع الدخول.",
    private: "هنا الغرف الخاصة التي فتحتها أو دُعيت إليها.",
    group: "هنا المجموعات التي تنتمي إليها.",
  },
  showAll: "إظهار كل الغرف",
};

const BECOMES_A_MEMBER = "من يفتح الرابط خلال 7 أيام ويسجّل الدخول يصبح عضوًا.";

export const inviteCardText: FirstWords["inviteCardText"] = {
  copy: "نسخ الدعوة",
  copyInvite: (topic) => `نسخ الدعوة إلى ${topic}`,
  title: "دعوة أشخاص",
  close: "إغلاق",
  copied: "تم نسخ الرابط. ألصقه حيث تشاء.",
  means: {
    public: "من يفتح الرابط ويسجّل الدخول يستطيع الدخول.",
    private: BECOMES_A_MEMBER,
    group: BECOMES_A_MEMBER,
  },
  code: (topic) => `رمز QR لرابط ${topic}`,
};

export const createText: FirstWords["createText"] = {
  title: "فتح غرفة",
  topic: "عمّ ستتحدثون؟",
  topicCount: (length) => `${length} / 80`,
  topicMissing: "أعطها بضع كلمات، ليعرف الناس ما ينتظرهم.",
  topicTooLong: "80 حرفًا على الأكثر.",
  kind: "من يستطيع الدخول؟",
  kindHint: {
    public: "كل من سجّل الدخول يراها ويستطيع الدخول.",
    private: "لا تظهر في القائمة. يدخل الناس بدعوتك.",
    group: "تظهر لأعضائها فقط. ينضمون بدعوتك.",
  },
  cancel: "إلغاء",
  close: "إغلاق",
  submit: "فتح الغرفة",
  submitting: "جارٍ الفتح…",
};
