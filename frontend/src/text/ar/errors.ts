/** A sentence for people, for every code a refusal can have. */
import type { FirstWords } from "../words";
import { plural } from "./grammar";

export const errorText: FirstWords["errorText"] = {
  action_forbidden: "لا يحق لك ذلك هنا.",
  avatar_invalid: "هذا الملف ليس صورة نستطيع قراءتها. جرّب PNG أو JPEG أو WebP.",
  body_too_large: "هذا أكبر من أن يُرسل. جرّب أصغر منه.",
  code_invalid: "الرمز خاطئ أو قديم. انظر في أحدث رسالة.",
  credentials_invalid: "البريد أو كلمة المرور غير صحيح.",
  email_unverified: "لم يُؤكَّد بريدك بعد.",
  event_unknown: "هذه الصفحة والخادم من إصدارين مختلفين. أعد تحميل الصفحة.",
  input_invalid: "لم يقبل الخادم هذا. راجع ما كتبت.",
  media_type_unsupported: "لم يفهم الخادم هذا. أعد تحميل الصفحة.",
  method_not_allowed: "لم يفهم الخادم هذا. أعد تحميل الصفحة.",
  origin_forbidden: "لا يحق لهذا العنوان مخاطبة الخادم. يمكن لمن يديره السماح به.",
  payload_invalid: "لم يفهم الخادم هذا. أعد تحميل الصفحة.",
  peer_not_found: "لم يعد هذا الشخص في الغرفة.",
  profile_incomplete: "أخبر الناس باسمك أولًا.",
  rate_limited: "كان ذلك كثيرًا. انتظر قليلًا وحاول مجددًا.",
  refresh_invalid: "تم تسجيل خروجك. سجّل الدخول للمتابعة.",
  room_full: "هذه الغرفة ممتلئة.",
  room_locked: "هذه الغرفة مقفلة.",
  room_not_found: "لا توجد غرفة كهذه، أو ليست مفتوحة لك.",
  room_not_joined: "لست في تلك الغرفة.",
  route_not_found: "لا يعرف الخادم هذا العنوان. أعد تحميل الصفحة.",
  server_unreachable: "الخادم لا يجيب. افحص اتصالك وحاول مجددًا.",
  session_not_found: "انتهت تلك الجلسة من قبل.",
  session_required: "تم تسجيل خروجك. سجّل الدخول للمتابعة.",
  unavailable: "الخادم مشغول أو يبدأ من جديد. حاول مجددًا بعد لحظة.",
  username_taken: "اسم المستخدم هذا لشخص آخر.",
};

export const waitText: FirstWords["waitText"] = {
  again: (wait) => `كان ذلك كثيرًا. حاول مجددًا بعد ${wait}.`,
  seconds: (seconds) => `${seconds} ث`,
  minutes: (minutes) =>
    plural(minutes, {
      one: "دقيقة",
      two: "دقيقتين",
      few: `${minutes} دقائق`,
      other: `${minutes} دقيقة`,
    }),
};
