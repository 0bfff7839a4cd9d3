/** The words of one's own profile. */
import type { MoreWords } from "../words";

const SEEN = "هكذا يراك الناس في الغرفة.";

export const profileText: MoreWords["profileText"] = {
  welcome: {
    title: "خذ مقعدك",
    lead: SEEN,
    submit: "هذا أنا",
  },
  edit: {
    title: "ملفك الشخصي",
    lead: SEEN,
    submit: "حفظ",
    saved: "تم الحفظ.",
  },
  busy: "جارٍ الحفظ…",
  name: "الاسم",
  nameMissing: "اكتب اسمًا.",
  nameLong: "استخدم 50 حرفًا على الأكثر.",
  username: "اسم المستخدم",
  usernameMissing: "اختر اسم مستخدم.",
  usernameShort: "استخدم 3 أحرف على الأقل.",
  usernameLong: "استخدم 30 حرفًا على الأكثر.",
  usernameLetters: "حروف وأرقام وشرطات سفلية ونقاط فقط.",
  usernameTaken: "اسم المستخدم هذا لشخص آخر. جرّب غيره.",
  bio: "نبذة عنك",
  bioHint: "اختياري.",
  bioLong: "استخدم 200 حرف على الأكثر.",
  left: (used, most) => `${used} / ${most}`,
  picture: "الصورة",
  choose: "اختيار صورة",
  change: "تغيير الصورة",
  undo: "إبقاء القديمة",
  optional: "اختياري: تكفي الأحرف الأولى من اسمك.",
  notAPicture: "هذا الملف ليس صورة يستطيع المتصفح قراءتها. جرّب PNG أو JPEG أو WebP.",
  tooBig: "حجم هذا الملف فوق 25 م.ب. اختر أصغر منه.",
  crop: {
    title: "صورتك",
    hint: "اسحبها إلى مكانها، أو استخدم مفاتيح الأسهم.",
    area: "الجزء الظاهر من الصورة",
    zoom: "التكبير",
    use: "استخدام هذه",
    busy: "جارٍ القص…",
  },
};
