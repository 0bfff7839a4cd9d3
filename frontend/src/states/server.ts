/** A server that says the same to everybody: the answers of one state, in the place of `fetch`. */

/** A body, a refusal, nothing for ever, or no server at all. */
export type Answer =
  | { readonly body: unknown }
  | { readonly code: string; readonly status: number; readonly detail?: string }
  | "never"
  | "unreachable";

/** By method and path below `/api`. The last one of several is the one that stays. */
export type Answers = Readonly<Record<string, Answer | readonly Answer[]>>;

const AWAY = new TypeError("Failed to fetch");

export function serve(answers: Answers): void {
  const asked = new Map<string, number>();
  window.fetch = async (input, init) => {
    const request = input instanceof Request ? input : new Request(input, init);
    const path = new URL(request.url).pathname.replace(/^\/api/u, "");
    const question = `${request.method} ${path}`;
    const times = asked.get(question) ?? 0;
    asked.set(question, times + 1);
    return give(pick(answers[question], times));
  };
}

function pick(answer: Answer | readonly Answer[] | undefined, times: number): Answer {
  if (answer === undefined) return { code: "route_not_found", status: 404 };
  if (!isList(answer)) return answer;
  return answer[Math.min(times, answer.length - 1)] ?? "never";
}

function isList(answer: Answer | readonly Answer[]): answer is readonly Answer[] {
  return Array.isArray(answer);
}

async function give(answer: Answer): Promise<Response> {
  if (answer === "unreachable") throw AWAY;
  if (answer === "never") return new Promise(() => undefined);
  if ("body" in answer) return Response.json(answer.body);
  const { code, status, detail = "The server says why." } = answer;
  return Response.json(
    { type: "about:blank", title: code, status, code, detail },
    { status, headers: { "Content-Type": "application/problem+json" } },
  );
}
