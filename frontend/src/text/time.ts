/** Time as people read it: a running clock, an age on a card or in a sentence, what is left. */
import { withPlainDigits } from "./languages";
import { languageNow, textOf } from "./words";

const timeText = textOf("first", "timeText");

const MINUTE_MS = 60_000;
const HOUR_MIN = 60;
const DAY_MIN = 24 * HOUR_MIN;

/** "0:07", "24:18", "1:02:03" from milliseconds; never negative. */
export function clockText(elapsedMs: number): string {
  const total = Math.max(0, Math.floor(elapsedMs / 1000));
  const seconds = String(total % 60).padStart(2, "0");
  const minutes = Math.floor(total / 60) % 60;
  const hours = Math.floor(total / 3600);
  if (hours === 0) return `${minutes}:${seconds}`;
  return `${hours}:${String(minutes).padStart(2, "0")}:${seconds}`;
}

/** Less than a minute old; `since` is ISO 8601, and by a clock that runs behind all is fresh. */
export function isFresh(since: string, now: number): boolean {
  return minutesSince(since, now) < 1;
}

/** "new", "25 min", "1 h 10 min", "3 days". */
export function shortAge(since: string, now: number): string {
  const minutes = minutesSince(since, now);
  if (minutes < 1) return timeText.fresh;
  if (minutes < HOUR_MIN) return timeText.minutes(minutes);
  const hours = Math.floor(minutes / HOUR_MIN);
  if (minutes < DAY_MIN) return timeText.hours(hours, hours > 5 ? 0 : minutes % HOUR_MIN);
  return timeText.days(Math.floor(minutes / DAY_MIN));
}

/** "just now", "25 minutes ago", "3 days ago". */
export function longAge(since: string, now: number): string {
  const minutes = minutesSince(since, now);
  if (minutes < 1) return timeText.justNow;
  if (minutes < HOUR_MIN) return relative(-minutes, "minute");
  if (minutes < DAY_MIN) return relative(-Math.floor(minutes / HOUR_MIN), "hour");
  return relative(-Math.floor(minutes / DAY_MIN), "day");
}

/** "in 7 days", "in 23 hours", "in 5 minutes", at the end "in a moment"; to the nearest. */
export function timeLeft(until: string, now: number): string {
  const minutes = Math.round((Date.parse(until) - now) / MINUTE_MS);
  if (!(minutes >= 1)) return timeText.inAMoment;
  if (minutes < HOUR_MIN) return relative(minutes, "minute");
  const hours = Math.round(minutes / HOUR_MIN);
  return hours < 24 ? relative(hours, "hour") : relative(Math.round(hours / 24), "day");
}

function relative(amount: number, unit: "minute" | "hour" | "day"): string {
  return new Intl.RelativeTimeFormat(withPlainDigits(languageNow()), { numeric: "always" }).format(
    amount,
    unit,
  );
}

function minutesSince(since: string, now: number): number {
  const minutes = Math.floor((now - Date.parse(since)) / MINUTE_MS);
  return Number.isFinite(minutes) ? Math.max(0, minutes) : 0;
}

/** "14:02", as one reads it off a clock; of twenty-four hours in every language. */
export function clock(at: number): string {
  const as = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  return new Intl.DateTimeFormat(withPlainDigits(languageNow()), as).format(at);
}
