/** The words of the page that looks for what is wrong with calls: verdicts, and who can do what. */
import { bad, good, open } from "../finding";
import type { MoreWords } from "../words";

export const diagnosticsText: MoreWords["diagnosticsText"] = {
  title: "فحص الاتصال",
  lead: "شيء صامت؟ هذه الصفحة تجرّب كل جزء من المكالمة وتقول ما يفيد. لا ترسل شيئًا إلى أحد غير هذا الخادم.",
  network: "بينك وبين الآخرين",
  devices: "أجهزتك",
  again: "الفحص مجددًا",
  running: "جارٍ الفحص…",
  signIn: "سجّل الدخول لتجربة المُرحِّل",
  verdicts: { good: "يعمل", bad: "لا يعمل", open: "لم يُفحص" },
  done: (works, fails) =>
    fails === 0
      ? `انتهت كل الفحوص. يعمل منها ${works}.`
      : `انتهت كل الفحوص. يعمل منها ${works}، ولا يعمل ${fails}.`,
  names: {
    page: "هذه الصفحة",
    server: "الخادم",
    socket: "WebSocket",
    stun: "المكالمات المباشرة (STUN)",
    udp: "المُرحِّل عبر UDP",
    tcp: "المُرحِّل عبر TCP",
    tls: "المُرحِّل عبر TLS",
    microphone: "الميكروفون",
    speaker: "مكبّر الصوت",
  },
  log: "سجل المكالمات",
  logLead:
    "متى انقطعت أي مكالمة، وكيف انتقل الصوت؟ في السجل حالات وأوقات وأنواع مسارات. لا أسماء ولا عناوين ولا أسرار.",
  logEmpty: "لم تكن في هذا المتصفح مكالمة بعد.",
  download: "تنزيل سجل المكالمات",
  file: "gethory-call-log.txt",
};

export const pageText: MoreWords["pageText"] = {
  good: good("يستطيع متصفحك إجراء المكالمات هنا."),
  insecure: bad(
    "المتصفحات تعطي الميكروفون لعناوين https ولـlocalhost فقط.",
    "على من يدير هذا الخادم إعداد TLS.",
  ),
};

export const serverText: MoreWords["serverText"] = {
  good: (ms) => good(`يجيب خلال ${Math.max(1, Math.round(ms))} م.ث.`),
  bad: bad("لا يجيب.", "افحص شبكتك؛ وإلا فالخادم متوقف أو يبدأ من جديد."),
  busy: open("سألته مرات كثيرة.", "انتظر دقيقة، ثم افحص مجددًا."),
};

export const socketText: MoreWords["socketText"] = {
  good: good("الطريق مفتوح."),
  bad: bad(
    "لا يُفتح، فلا يمكن دخول أي غرفة.",
    "هناك وسيط في الطريق. على من يدير هذا الخادم السماح بمرور WebSockets تحت ‎/socket.io/‎؛ وقد يكون السبب عندك شبكة شركة أو إضافة.",
  ),
};

export const stunText: MoreWords["stunText"] = {
  good: good("أخبر الخادم متصفحك بعنوانه."),
  none: open("لا خادم STUN هنا، وعلى هذا الجهاز وحده لا حاجة إليه."),
  bad: bad(
    "لا جواب، فلا يعرف متصفحك عنوانه خارج شبكتك.",
    "ربما تحجب شبكتك UDP: عندها يجب أن يعمل مُرحِّل عبر TCP أو TLS. إن فشل في كل مكان، فعلى من يدير الخادم فتح منفذه UDP 3478.",
  ),
};

const RELAY_PORTS = {
  udp: "منفذ UDP 3478 ونطاق منافذ UDP للمُرحِّل",
  tcp: "منفذ TCP 3478",
  tls: "منفذ TCP 5349، وفحص الشهادة",
};

const RELAY_SILENT = {
  udp: "ربما تحجب شبكتك UDP: عندها يُستخدم TCP أو TLS.",
  tcp: "ربما تحجبه شبكتك.",
  tls: "ربما تحجبه شبكتك.",
};

export const relayText: MoreWords["relayText"] = {
  good: (ms) => good(`يجيب خلال ${Math.max(1, Math.round(ms))} م.ث.`),
  none: open(
    "لا مُرحِّل لهذا الخادم.",
    "حيث لا تمكن مكالمة مباشرة لا يسمع الناس بعضهم. يمكن لمن يدير هذا الخادم ضبط TURN_URL وTURN_SECRET.",
  ),
  withheld: open("لا يجرّبه إلا من سجّل الدخول.", "سجّل الدخول، ثم افحص مجددًا."),
  notOffered: (kind) =>
    open(
      "لا يقدّمه هذا الخادم.",
      `يمكن لمن يديره إضافة عنوان ${kind === "tls" ? "turns:" : "turn:"} إلى TURN_URL.`,
    ),
  silent: (kind) =>
    bad(
      "لا يجيب.",
      `${RELAY_SILENT[kind]} إن فشل في كل مكان، فعلى من يدير الخادم فتح ${RELAY_PORTS[kind]}.`,
    ),
  refuses: bad(
    "لا يعرف حسابات هذا الخادم (401).",
    "على من يديره جعل TURN_SECRET وstatic-auth-secret في المُرحِّل متطابقين، وفحص الساعتين.",
  ),
  full: (code) =>
    bad(
      `لم يبقَ فيه مكان (${code}).`,
      "غادر مكالماتك وافحص مجددًا. يمكن لمن يديره رفع user-quota أو total-quota.",
    ),
  other: (code) => bad(`رفض (${code}).`, "سجل المُرحِّل يقول لماذا؛ ويستطيع مشغّله قراءته."),
};

export const unaskedText: MoreWords["unaskedText"] = open("على الخادم أن يجيب أولًا.");

export const microphoneCheckText: MoreWords["microphoneCheckText"] = {
  idle: open("يُفتح حين تضغط الزر، ولا يُرسل إلى أحد."),
  start: "فحص الميكروفون",
  stop: "إيقاف",
  opening: "أجب عن سؤال متصفحك.",
  listening: open("قل شيئًا."),
  heard: good("نسمعك."),
  silent: bad("لا نسمع شيئًا.", "افحص مفتاحه، أو اختر غيره في نظامك."),
  level: "مستوى الميكروفون",
};

export const speakerCheckText: MoreWords["speakerCheckText"] = {
  idle: open("شغّل صوتًا قصيرًا، وقل هل سمعته."),
  play: "تشغيل صوت",
  asked: open("هل سمعت نغمتين؟"),
  yes: "نعم",
  no: "لا",
  good: good("سمعته."),
  bad: bad("لم تسمع شيئًا.", "ارفع الصوت، وانظر هل هذا التبويب مكتوم، واختر مخرجًا آخر في نظامك."),
};
