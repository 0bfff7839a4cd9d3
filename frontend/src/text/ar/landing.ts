/** The words of the first page. */
import type { StillWords } from "../still";

export const landingText: StillWords["landingText"] = {
  headline: ["اسحب كرسيًا", "واجلس معنا."],
  lead: "غرف صوتية في متصفحك، على خادم يديره أناس تعرفهم. نقرة واحدة وتتحدث.",
  link: "رابط الغرفة",
  linkHint: "ألصق رابط غرفة",
  join: "انضمام",
  notALink: "هذا ليس رابط غرفة. شكله هكذا:",
  elsewhere: "تلك الغرفة على خادم آخر. افتح الرابط هناك.",
  after: "لا تطبيق ولا رقم هاتف.",
  noScript: "يحتاج Gethory إلى JavaScript لينقل صوتك.",
  signIn: "تسجيل الدخول",
  createAccount: "إنشاء حساب",
  facts: [
    {
      title: "لا شيء للتثبيت",
      text: "يكفي متصفح وميكروفون، وعلى الهاتف أيضًا.",
    },
    {
      title: "من شخص إلى شخص",
      text: "تنتقل الأصوات مشفّرة من متصفح إلى متصفح. لا تسجيل، ولا متنصّت بينهما.",
    },
    {
      title: "لك أن تديره",
      text: "برنامج حر على جهازك. لا يُسأل خادم أحد آخر عن شيء.",
    },
  ],
};
