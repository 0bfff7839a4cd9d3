/** Requests about who belongs to a room: its invites and its members. */
import type {
  CreateInviteBody,
  InviteAnswer,
  InviteListAnswer,
  InviteWords,
  MemberListAnswer,
  MemberWords,
  MsgAnswer,
  NewInviteWords,
} from "../wire";
import { api } from "./base";

interface InRoom {
  readonly roomId: string;
}

const circleApi = api.enhanceEndpoints({ addTagTypes: ["Invites", "Members"] }).injectEndpoints({
  endpoints: (build) => ({
    invites: build.query<InviteWords[], string>({
      query: (roomId) => ({ url: `/room/${roomId}/invites` }),
      transformResponse: (answer: InviteListAnswer) => answer.invites,
      providesTags: (_invites, _error, roomId) => [{ type: "Invites", id: roomId }],
    }),
    makeInvite: build.mutation<NewInviteWords, InRoom & { body: CreateInviteBody }>({
      query: ({ roomId, body }) => ({ url: `/room/${roomId}/invites`, method: "POST", body }),
      transformResponse: (answer: InviteAnswer) => answer.invite,
      invalidatesTags: (_invite, _error, { roomId }) => [{ type: "Invites", id: roomId }],
    }),
    revokeInvite: build.mutation<MsgAnswer, InRoom & { inviteId: string }>({
      query: ({ roomId, inviteId }) => ({
        url: `/room/${roomId}/invites/${inviteId}`,
        method: "DELETE",
      }),
      invalidatesTags: (_answer, _error, { roomId }) => [{ type: "Invites", id: roomId }],
    }),
    members: build.query<MemberWords[], string>({
      query: (roomId) => ({ url: `/room/${roomId}/members` }),
      transformResponse: (answer: MemberListAnswer) => answer.members,
      providesTags: (_members, _error, roomId) => [{ type: "Members", id: roomId }],
    }),
    removeMember: build.mutation<MsgAnswer, InRoom & { userId: string }>({
      query: ({ roomId, userId }) => ({
        url: `/room/${roomId}/members/${userId}`,
        method: "DELETE",
      }),
      invalidatesTags: (_answer, _error, { roomId }) => [{ type: "Members", id: roomId }, "Rooms"],
    }),
  }),
});

export const {
  useInvitesQuery,
  useMakeInviteMutation,
  useRevokeInviteMutation,
  useMembersQuery,
  useRemoveMemberMutation,
} = circleApi;
