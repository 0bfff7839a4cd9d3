/** Requests about oneself: account, session, profile. */
import type {
  ForgotBody,
  LoginBody,
  MailedAnswer,
  MsgAnswer,
  ProfileBody,
  RegisterBody,
  ResendBody,
  ResetBody,
  SelfAnswer,
  UserAnswer,
  VerifyBody,
} from "../wire";
import { api } from "./base";

export const accountApi = api.injectEndpoints({
  endpoints: (build) => ({
    me: build.query<SelfAnswer, void>({ query: () => ({ url: "/user" }) }),
    register: build.mutation<SelfAnswer, RegisterBody>({
      query: (body) => ({ url: "/auth/register", method: "POST", body }),
    }),
    login: build.mutation<UserAnswer, LoginBody>({
      query: (body) => ({ url: "/auth/login", method: "POST", body }),
    }),
    logout: build.mutation<MsgAnswer, void>({
      query: () => ({ url: "/auth/logout", method: "POST" }),
    }),
    verify: build.mutation<UserAnswer, VerifyBody>({
      query: (body) => ({ url: "/auth/email/verify", method: "POST", body }),
    }),
    resend: build.mutation<MailedAnswer, ResendBody>({
      query: (body) => ({ url: "/auth/email/resend-verification", method: "POST", body }),
    }),
    forgotPassword: build.mutation<MailedAnswer, ForgotBody>({
      query: (body) => ({ url: "/auth/password/forgot", method: "POST", body }),
    }),
    resetPassword: build.mutation<MsgAnswer, ResetBody>({
      query: (body) => ({ url: "/auth/password/reset", method: "POST", body }),
    }),
    updateProfile: build.mutation<UserAnswer, ProfileBody>({
      query: (body) => ({ url: "/user/update_profile", method: "PUT", body }),
    }),
  }),
});

export const {
  useRegisterMutation,
  useLoginMutation,
  useLogoutMutation,
  useVerifyMutation,
  useResendMutation,
  useForgotPasswordMutation,
  useResetPasswordMutation,
  useUpdateProfileMutation,
  useLazyMeQuery,
} = accountApi;
