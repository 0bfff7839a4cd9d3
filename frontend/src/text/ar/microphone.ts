/** Every way a microphone fails, in words: what happened, and who can do what about it. */
import type { CallWords } from "../words";

const AGAIN = "المحاولة مجددًا";

export const problems: CallWords["problems"] = {
  dismissed: {
    title: "لم يُسمح بالميكروفون بعد",
    hint: "أغلقت السؤال. لا خلل في شيء: اسأل مجددًا متى شئت.",
    retry: "السؤال مجددًا",
  },
  denied: {
    title: "الميكروفون محجوب",
    hint: "اسمح بالميكروفون في إعدادات هذا الموقع، ثم عد إلى هنا.",
    retry: "لقد سمحت به",
  },
  system_denied: {
    title: "نظامك يحجب الميكروفون",
    hint: "افتح إعدادات الخصوصية في نظامك، ثم الميكروفون، وفعّل هذا المتصفح.",
    retry: AGAIN,
  },
  missing: {
    title: "لا يوجد ميكروفون",
    hint: "وصّل واحدًا: سنلاحظه. أو حاول مجددًا.",
    retry: AGAIN,
  },
  busy: {
    title: "الميكروفون مشغول",
    hint: "يستخدمه تطبيق أو تبويب آخر. أغلقه، ثم حاول مجددًا.",
    retry: AGAIN,
  },
  silent: {
    title: "لا نسمع شيئًا",
    hint: "ميكروفونك مفتوح ولا يعطي صوتًا. ابحث عن مفتاح عليه، أو اختر غيره.",
  },
  paused: {
    title: "جهازك يحبس الميكروفون",
    hint: "ربما مكالمة هاتفية أو مفتاح خصوصية. يستأنف وحده حين ينتهي ذلك.",
  },
  unplugged: {
    title: "انفصل الميكروفون",
    hint: "كُتم صوتك. وصّله مجددًا أو استخدم غيره.",
    retry: "استخدام ميكروفون آخر",
  },
  insecure: {
    title: "هذا العنوان غير آمن",
    hint: "المتصفحات تعطي الميكروفون لـhttps أو localhost فقط. يمكن لمن يدير هذا الخادم إعداد TLS.",
    forAdmin:
      "‏Gethory مفتوح على عنوان بلا TLS، حيث لا تعطي المتصفحات ميكروفونًا. يحتاج إلى https (أو localhost): ضع شهادة على الخادم أو على وسيطه.",
  },
  policy: {
    title: "الخادم يمنع الميكروفونات",
    hint: "هناك ترويسة Permissions-Policy في الطريق، وهي غالبًا إعداد افتراضي لوسيط. يمكن لمن يدير هذا الخادم تغييرها.",
    forAdmin:
      "تصل صفحة Gethory بترويسة Permissions-Policy تمنع الميكروفونات. عليها أن تسمح بها: Permissions-Policy: microphone=(self).",
  },
  unsupported: {
    title: "متصفحك لا يستطيع إجراء المكالمات هنا",
    hint: "يستطيع ذلك Firefox أو Chrome أو Edge أو Safari حديث.",
  },
};

export const whereToAllow: CallWords["whereToAllow"] = {
  ios: "اضغط قائمة الصفحة بجانب العنوان، ثم إعدادات الموقع، واسمح بالميكروفون.",
  firefox: "اضغط الميكروفون المشطوب بجانب العنوان، وأزل الحجب. ثم عد إلى هنا.",
  chromium: "اضغط العلامة بجانب العنوان وفعّل الميكروفون. سنلاحظ ذلك.",
  safari: "من قائمة Safari اختر إعدادات هذا الموقع، واسمح بالميكروفون. ثم عد إلى هنا.",
};

export const whereInSystem: CallWords["whereInSystem"] = {
  ios: "الإعدادات ← الخصوصية والأمن ← الميكروفون: فعّل متصفحك.",
  android: "الإعدادات ← التطبيقات ← متصفحك ← الأذونات ← الميكروفون: اسمح به.",
  mac: "إعدادات النظام ← الخصوصية والأمن ← الميكروفون: فعّل متصفحك.",
  windows: "الإعدادات ← الخصوصية والأمان ← الميكروفون: اسمح لتطبيقات سطح المكتب باستخدامه.",
};

export const forAdminText: CallWords["forAdminText"] = {
  copy: "نسخ للمدير",
  copied: "تم النسخ",
  aloud: "تم النسخ. أرسله إلى من يدير هذا الخادم.",
};
