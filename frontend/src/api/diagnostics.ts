/** What to try, from the server, and whether its sockets can be reached at all. */
import type { DiagnosisAnswer } from "../wire";
import { socketOrigin } from "./address";
import { api } from "./base";

const diagnosticsApi = api.injectEndpoints({
  endpoints: (build) => ({
    diagnosis: build.query<DiagnosisAnswer, void>({
      query: () => ({ url: "/diagnostics" }),
      keepUnusedDataFor: 0,
    }),
  }),
});

export const { useLazyDiagnosisQuery } = diagnosticsApi;

const OPENS_MS = 8_000;

/** Opens the WebSocket that only says hello; true when it did. */
export function greetSocket(): Promise<boolean> {
  const origin = socketOrigin || globalThis.location.origin;
  return new Promise((resolve) => {
    const socket = new WebSocket(`${origin.replace(/^http/u, "ws")}/socket.io/hello`);
    const end = (greeted: boolean): void => {
      clearTimeout(timer);
      socket.close();
      resolve(greeted);
    };
    const timer = setTimeout(() => end(false), OPENS_MS);
    socket.addEventListener("open", () => end(true));
    socket.addEventListener("close", () => end(false));
  });
}
