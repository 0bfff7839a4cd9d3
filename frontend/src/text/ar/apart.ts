/** The words for people who cannot hear each other: who, why, and who can do what about it. */
import type { CallWords } from "../words";
import { listOf } from "./grammar";

const NO_WAY = "شبكاتكم لا تسمح باتصال مباشر";

const REASONS = {
  no_relay: `${NO_WAY}، ولا مُرحِّل لهذا الخادم. يمكن لمن يدير الخادم إضافة واحد عبر TURN_URL وTURN_SECRET؛ وحتى ذلك الحين قد تفيد شبكة أخرى.`,
  relay_silent: `${NO_WAY}، ومُرحِّل هذا الخادم لا يجيب من هنا. على من يدير الخادم فتح منافذه؛ وقد تفيد شبكة أخرى.`,
  relay_refuses: `${NO_WAY}، ومُرحِّل هذا الخادم لا يعرف حساباته. على من يدير الخادم ضبط TURN_SECRET على سرّ المُرحِّل نفسه.`,
  relay_full: `${NO_WAY}، ولم يبقَ مكان على مُرحِّل هذا الخادم. يمكن لمن يدير الخادم رفع user-quota أو total-quota.`,
  unknown: `${NO_WAY}. المُرحِّل يجيب هنا، فربما لا يجيب عند الطرف الآخر؛ وقد تفيد شبكة أخرى هناك.`,
};

export const apartText: CallWords["apartText"] = {
  title: (names) => `لا يسمع أحدكما الآخر: أنت و${listOf(names)}`,
  hint: (reason) => REASONS[reason],
  check: "فحص الاتصال",
  silent: "لا تسمعهم؟ افحص اتصالك",
};
