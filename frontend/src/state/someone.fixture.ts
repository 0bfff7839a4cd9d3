/** A signed-in person for tests. */
import type { UserWords } from "../wire";

export const someone: UserWords = {
  _id: "65f0aa11bb22cc33dd44ee55",
  email: "ada@example.org",
  name: "Ada Example",
  username: "ada",
  avatar: "http://localhost:3000/storage/profile.png",
  bio: "",
  verified: true,
  profileCompleted: true,
  createdAt: "2026-11-24T07:00:00.000Z",
  updatedAt: "2026-11-24T07:00:00.000Z",
};
