/** The states of the doors and of the pages that stand alone. */
import { authText } from "../text/auth";
import { errorText } from "../text/errors";
import { frameText } from "../text/frame";
import { ada, sessions } from "./fixtures";
import type { State } from "./state";
import { press, see, type } from "./state";

const refused = (code: string, status: number) => ({ code, status });

async function signIn(): Promise<void> {
  await type("input[type=email]", "ada@example.org");
  await type("input[type=password]", "a quiet room at night");
  await press(authText.signIn.submit);
}

export const doors: readonly State[] = [
  { id: "sign-in", path: "/signin", as: "guest" },
  {
    id: "sign-in-refused",
    path: "/signin",
    as: "guest",
    answers: { "POST /auth/login": refused("credentials_invalid", 401) },
    act: async () => {
      await signIn();
      await see(errorText.credentials_invalid);
    },
  },
  {
    id: "sign-in-busy",
    path: "/signin",
    as: "guest",
    answers: { "POST /auth/login": "never" },
    act: signIn,
  },
  { id: "register", path: "/register", as: "guest" },
  {
    id: "register-invalid",
    path: "/register",
    as: "guest",
    act: () => press(authText.register.submit),
  },
  { id: "code", path: "/verify", as: "pending" },
  {
    id: "code-wrong",
    path: "/verify",
    as: "pending",
    answers: { "POST /auth/email/verify": refused("code_invalid", 400) },
    act: () => type("input[autocomplete=one-time-code]", "123456"),
  },
  { id: "forgot", path: "/forgot", as: "guest" },
  { id: "reset-old-link", path: "/reset", as: "guest" },
  { id: "reset", path: "/reset#abcdef", as: "guest" },
  { id: "welcome", path: "/welcome", as: "newcomer" },
  { id: "profile", path: "/settings/profile" },
  {
    id: "account",
    path: "/settings/account",
    answers: { "GET /sessions": { body: { msg: "ok", sessions } } },
  },
  {
    id: "account-menu",
    path: "/settings/profile",
    act: async () => {
      await press(frameText.account(ada.name ?? ""));
      await see(frameText.signOut);
    },
  },
  { id: "not-found", path: "/nowhere" },
  {
    id: "waiting",
    path: "/rooms",
    answers: { "GET /user": "never" },
    act: () => see(frameText.loading),
  },
  { id: "server-unreachable", path: "/rooms", answers: { "GET /user": "unreachable" } },
  {
    id: "signed-out-elsewhere",
    path: "/settings/account",
    answers: {
      "GET /sessions": refused("session_required", 401),
      "POST /auth/refresh": refused("session_required", 401),
    },
    act: () => see(authText.signIn.submit),
  },
];
