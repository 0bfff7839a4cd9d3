/** The words of ages and times that are left. */
import type { FirstWords } from "../words";
import { plural } from "./grammar";

export const timeText: FirstWords["timeText"] = {
  fresh: "جديد",
  justNow: "الآن",
  inAMoment: "بعد لحظة",
  minutes: (minutes) => `${minutes} د`,
  hours: (hours, minutes) => (minutes === 0 ? `${hours} س` : `${hours} س ${minutes} د`),
  days: (days) =>
    plural(days, {
      one: "يوم",
      two: "يومين",
      few: `${days} أيام`,
      other: `${days} يومًا`,
    }),
};
