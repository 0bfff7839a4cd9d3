/** The words of one's account: how one signs in, and where. */
import type { MoreWords } from "../words";

export const accountText: MoreWords["accountText"] = {
  title: "الحساب",
  email: "البريد الإلكتروني",
  password: "كلمة المرور",
  changePassword: "تغيير كلمة المرور",
  passwordHint: "نرسل إليك رابطًا لذلك بالبريد.",
  sessions: {
    title: "أين سجّلت الدخول",
    loading: "جارٍ تحميل أماكن الدخول",
    failed: "لم تصل القائمة.",
    retry: "المحاولة مجددًا",
    here: "هذا الجهاز",
    lastSeen: (age) => `آخر ظهور ${age}`,
    signOut: "تسجيل الخروج",
    signOutOf: (device) => `تسجيل الخروج من ${device}`,
    signingOut: "جارٍ تسجيل الخروج…",
    signedOut: (device) => `تم تسجيل الخروج من ${device}.`,
    unknownDevice: "جهاز غير معروف",
    browserOn: (browser, system) => `${browser} على ${system}`,
    signOutOthers: "تسجيل الخروج من كل مكان آخر",
    signedOutOthers: "تم تسجيل خروجك من كل مكان آخر.",
  },
};
