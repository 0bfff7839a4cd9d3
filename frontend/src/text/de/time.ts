/** The words of ages and times that are left. */
import type { FirstWords } from "../words";

export const timeText: FirstWords["timeText"] = {
  fresh: "neu",
  justNow: "gerade eben",
  inAMoment: "gleich",
  minutes: (minutes) => `${minutes} Min.`,
  hours: (hours, minutes) => (minutes === 0 ? `${hours} Std.` : `${hours} Std. ${minutes} Min.`),
  days: (days) => (days === 1 ? "1 Tag" : `${days} Tage`),
};
