/** Requests about rooms. */
import type { CreateRoomBody, RoomAnswer, RoomListAnswer, RoomSummary, RoomWords } from "../wire";
import { api } from "./base";

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
    room: build.query<RoomWords, string>({
      query: (roomId) => ({ url: `/room/getroom/${encodeURIComponent(roomId)}` }),
      transformResponse: (answer: RoomAnswer) => answer.room,
      providesTags: (_room, _error, roomId) => [{ type: "Room", id: roomId }],
    }),
    createRoom: build.mutation<RoomWords, CreateRoomBody>({
      query: (body) => ({ url: "/room/create", method: "POST", body }),
      transformResponse: (answer: RoomAnswer) => answer.room,
      invalidatesTags: ["Rooms"],
    }),
  }),
});

export const { useRoomsQuery, useMyRoomsQuery, useRoomQuery, useCreateRoomMutation } = roomsApi;
