/** What a topic may be: 1 to 80 characters after trimming, as the server counts them. */

export const TOPIC_MAX = 80;

export function topicTrouble(topic: string): "missing" | "too_long" | null {
  const length = Array.from(topic.trim()).length;
  if (length === 0) return "missing";
  return length > TOPIC_MAX ? "too_long" : null;
}
