/** Requests about where one is signed in. */
import type { SessionsAnswer, SessionWords } from "../wire";
import { api } from "./base";

export const sessionsApi = api.injectEndpoints({
  endpoints: (build) => ({
    sessions: build.query<SessionWords[], void>({
      query: () => ({ url: "/sessions" }),
      transformResponse: (answer: SessionsAnswer) => answer.sessions,
    }),
    /** Ends several; one that has ended already is as good as ended. */
    endSessions: build.mutation<null, readonly string[]>({
      queryFn: async (sessionIds, _api, _options, ask) => {
        const answers = await Promise.all(
          sessionIds.map(async (id) => ask({ url: `/sessions/${id}`, method: "DELETE" })),
        );
        const wrong = answers.find(({ error }) => error && error.code !== "session_not_found");
        return wrong?.error ? { error: wrong.error } : { data: null };
      },
    }),
  }),
});

export const { useSessionsQuery, useEndSessionsMutation } = sessionsApi;
