import { describe, expect, it } from "vitest";

import type { MemberWords, PublicUser, Role } from "../../../wire";
import { mayInvite, notAmong, removableBy, roleIn } from "./belonging";

function user(name: string): PublicUser {
  return { _id: name, name, username: name, avatar: "", bio: "" };
}

function member(name: string, role: Role): MemberWords {
  return { user: user(name), role, since: "2026-11-24T12:00:00.000Z" };
}

const circle = [
  member("ada", "owner"),
  member("mod", "moderator"),
  member("bob", "speaker"),
  member("lee", "listener"),
];
const room = { userId: user("ada") };

describe("belonging to a room", () => {
  it("makes its owner known before the members are, and a stranger nothing", () => {
    expect(roleIn(room, [], "ada")).toBe("owner");
    expect(roleIn(room, circle, "bob")).toBe("speaker");
    expect(roleIn(room, circle, "eve")).toBeNull();
  });

  it("lets owner and moderators invite, and nobody into a public room", () => {
    const roles = ["owner", "moderator", "speaker", "listener", null] as const;
    const invite = roles.filter((role) => mayInvite({ roomType: "group" }, role));
    expect(invite).toEqual(["owner", "moderator"]);
    expect(mayInvite({ roomType: "public" }, "owner")).toBe(false);
  });

  it("lets one remove who stands below one, never an equal or oneself", () => {
    expect([...removableBy("owner", circle)]).toEqual(["mod", "bob", "lee"]);
    expect([...removableBy("moderator", circle)]).toEqual(["bob", "lee"]);
    expect([...removableBy("speaker", circle)]).toEqual([]);
    expect([...removableBy(null, circle)]).toEqual([]);
  });

  it("tells who is not here", () => {
    const absent = notAmong(circle, [{ user: user("bob") }, { user: user("ada") }]);
    expect(absent.map((one) => one.user._id)).toEqual(["mod", "lee"]);
  });
});
