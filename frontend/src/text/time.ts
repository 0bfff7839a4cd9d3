/** Time as people read it: a running clock, an age on a card or in a sentence, what is left. */

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

/** "new", "25 min", "1 h 10 min", "3 days"; `since` is ISO 8601, a clock that runs behind is new. */
export function shortAge(since: string, now: number): string {
  const minutes = minutesSince(since, now);
  if (minutes < 1) return "new";
  if (minutes < HOUR_MIN) return `${minutes} min`;
  const hours = Math.floor(minutes / HOUR_MIN);
  const rest = minutes % HOUR_MIN;
  if (minutes < DAY_MIN) return rest === 0 || hours > 5 ? `${hours} h` : `${hours} h ${rest} min`;
  const days = Math.floor(minutes / DAY_MIN);
  return days === 1 ? "1 day" : `${days} days`;
}

/** "just now", "25 minutes ago", "3 days ago". */
export function longAge(since: string, now: number): string {
  const minutes = minutesSince(since, now);
  if (minutes < 1) return "just now";
  const format = new Intl.RelativeTimeFormat("en", { numeric: "always" });
  if (minutes < HOUR_MIN) return format.format(-minutes, "minute");
  if (minutes < DAY_MIN) return format.format(-Math.floor(minutes / HOUR_MIN), "hour");
  return format.format(-Math.floor(minutes / DAY_MIN), "day");
}

/** "in 7 days", "in 23 hours", "in 5 minutes", at the end "in a moment"; to the nearest. */
export function timeLeft(until: string, now: number): string {
  const minutes = Math.round((Date.parse(until) - now) / MINUTE_MS);
  if (!(minutes >= 1)) return "in a moment";
  const format = new Intl.RelativeTimeFormat("en", { numeric: "always" });
  if (minutes < HOUR_MIN) return format.format(minutes, "minute");
  const hours = Math.round(minutes / HOUR_MIN);
  return hours < 24 ? format.format(hours, "hour") : format.format(Math.round(hours / 24), "day");
}

function minutesSince(since: string, now: number): number {
  const minutes = Math.floor((now - Date.parse(since)) / MINUTE_MS);
  return Number.isFinite(minutes) ? Math.max(0, minutes) : 0;
}

/** "14:02", as one reads it off a clock. */
export function clock(at: number): string {
  return new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" }).format(at);
}
