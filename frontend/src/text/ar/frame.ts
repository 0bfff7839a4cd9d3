/** What stands round every page: header, account menu, pages that say something is wrong. */
import type { FirstWords } from "../words";

export const frameText: FirstWords["frameText"] = {
  skip: "الانتقال إلى المحتوى",
  account: (name) => `حسابك، ${name}`,
  editProfile: "تعديل الملف الشخصي",
  settings: "الإعدادات",
  accountSettings: "الحساب",
  checkConnection: "فحص الاتصال",
  signOut: "تسجيل الخروج",
  theme: "السمة",
  themes: { system: "النظام", light: "فاتحة", dark: "داكنة" },
  close: "إغلاق",
  cancel: "إلغاء",
  reload: "إعادة تحميل الصفحة",
  retry: "المحاولة مجددًا",
  retrying: "جارٍ السؤال…",
  loading: "جارٍ التحميل",
  notFound: {
    title: "لا شيء هنا",
    lead: "هذا العنوان لا يؤدي إلى شيء. ربما الرابط قديم، أو ضاع منه حرف.",
    home: "إلى البداية",
  },
  unreachable: {
    title: "الخادم لا يجيب",
    lead: "ربما يبدأ من جديد، أو انقطع اتصالك. نواصل المحاولة.",
  },
  offline: {
    title: "لا اتصال",
    lead: "الخادم لا يجيب. ربما انقطعت شبكتك، أو يبدأ الخادم من جديد. تعود الصفحة وحدها.",
  },
  crashed: {
    title: "ما كان ينبغي أن يحدث هذا",
    lead: "تعطّل شيء في هذه الصفحة. إعادة التحميل تفيد عادة؛ وحسابك وغرفك بأمان.",
    details: "ماذا حدث",
  },
  notFetched: {
    title: "لم تصل هذه الصفحة",
    lead: "الخادم لا يجيب، أو لديه إصدار أحدث. إعادة التحميل تجلب الموجود.",
  },
  unsupported: {
    title: "هذا المتصفح لا يستطيع إجراء المكالمات",
    lead: "افتح الرابط في Chrome أو Edge أو Firefox أو Safari حديث. وإن كنت داخل تطبيق آخر، فاختر «فتح في المتصفح».",
  },
};
