/** What every failed request becomes: a stable code, and what the server says beside it. */
import type { ErrorCode, IssueWords, Problem } from "../wire";

/** Codes of the server, and of what happens on the way to it. */
export type RefusalCode = ErrorCode | "server_unreachable";

export interface Refusal {
  readonly code: RefusalCode;
  /** The server's own sentence; ours by code are in `text/errors`. */
  readonly detail: string;
  readonly issues: readonly IssueWords[];
  /** Seconds to wait, when the server said so. */
  readonly retryAfterS: number | null;
}

const unreachable: Refusal = {
  code: "server_unreachable",
  detail: "",
  issues: [],
  retryAfterS: null,
};

/** Nothing that carries a code is a proxy's page or no answer at all: the server is not there. */
export function refusalOf(body: unknown, retryAfter: string | null): Refusal {
  if (!isProblem(body)) return unreachable;
  const seconds = Number.parseInt(retryAfter ?? "", 10);
  return {
    code: body.code,
    detail: body.detail ?? "",
    issues: body.issues ?? [],
    retryAfterS: Number.isNaN(seconds) ? null : seconds,
  };
}

type Told = Partial<Problem> & { readonly code: ErrorCode };

/** A newer server may have codes we do not know: `text/errors` has a sentence for those too. */
function isProblem(body: unknown): body is Told {
  return (
    typeof body === "object" && body !== null && "code" in body && typeof body.code === "string"
  );
}

/** For `catch` and `unwrap`: anything else thrown is a fault of ours, and stays one. */
export function isRefusal(thrown: unknown): thrown is Refusal {
  return isProblem(thrown) && "issues" in thrown;
}
