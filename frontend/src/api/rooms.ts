/** Requests about rooms. */
import { dropInvite, keptInvite } from "../state/invites";
import type { CreateRoomBody, RoomAnswer, RoomListAnswer, RoomSummary, RoomWords } from "../wire";
import { api } from "./base";
import { isRefusal } from "./refusal";

export const roomsApi = api.injectEndpoints({
  endpoints: (build) => ({
    rooms: build.query<RoomListAnswer, { search?: string; limit?: number; cursor?: string }>({
      query: (params) => ({ url: "/room/fetchall", params }),
      providesTags: ["Rooms"],
    }),
    myRooms: build.query<RoomSummary[], void>({
      query: () => ({ url: "/room/mine" }),
      transformResponse: (answer: RoomListAnswer) => answer.meetingArr,
      providesTags: ["Rooms"],
    }),
    /** Whom an invite brought here shows it with the first question, and never again. */
    room: build.query<RoomWords, string>({
      query: (roomId) => asking(roomId, keptInvite(roomId)),
      transformResponse: (answer: RoomAnswer) => answer.room,
      onQueryStarted: (roomId, { queryFulfilled }) => {
        if (keptInvite(roomId) !== null) dropWhenAnswered(roomId, queryFulfilled);
      },
      providesTags: (_room, _error, roomId) => [{ type: "Room", id: roomId }],
    }),
    createRoom: build.mutation<RoomWords, CreateRoomBody>({
      query: (body) => ({ url: "/room/create", method: "POST", body }),
      transformResponse: (answer: RoomAnswer) => answer.room,
      invalidatesTags: ["Rooms"],
    }),
  }),
});

function asking(roomId: string, token: string | null) {
  const room = encodeURIComponent(roomId);
  if (token === null) return { url: `/room/getroom/${room}` };
  return { url: `/room/${room}/accept`, method: "POST", body: { token } };
}

/** Used up or no good: either way it is not shown again. Without an answer it may be. */
function dropWhenAnswered(roomId: string, answer: Promise<unknown>): void {
  answer.then(
    () => dropInvite(roomId),
    (thrown: { error?: unknown }) => {
      const final = isRefusal(thrown.error) && thrown.error.code === "room_not_found";
      if (final) dropInvite(roomId);
    },
  );
}

export const { useRoomsQuery, useMyRoomsQuery, useRoomQuery, useCreateRoomMutation } = roomsApi;
