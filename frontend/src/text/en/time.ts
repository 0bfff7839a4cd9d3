/** The words of ages and times that are left. */

export const timeText = {
  fresh: "new",
  justNow: "just now",
  inAMoment: "in a moment",
  /** As short as a card has room for. */
  minutes: (minutes: number) => `${minutes} min`,
  hours: (hours: number, minutes: number) =>
    minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`,
  days: (days: number) => (days === 1 ? "1 day" : `${days} days`),
};
