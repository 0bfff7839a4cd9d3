import { describe, expect, test } from "vitest";

import { closedUp, seatsAfter } from "./seats";

describe("seats", () => {
  test("fill up in the order of coming", () => {
    expect(seatsAfter([], ["me", "ada"])).toEqual(["me", "ada"]);
    expect(seatsAfter(["me", "ada"], ["me", "ada", "bob"])).toEqual(["me", "ada", "bob"]);
  });

  test("stay where they are when somebody between them leaves", () => {
    expect(seatsAfter(["me", "ada", "bob"], ["me", "bob"])).toEqual(["me", null, "bob"]);
  });

  test("that became free are taken first", () => {
    expect(seatsAfter(["me", null, "bob"], ["me", "bob", "cem"])).toEqual(["me", "cem", "bob"]);
  });

  test("at the end are not kept free", () => {
    expect(seatsAfter(["me", "ada", "bob"], ["me"])).toEqual(["me"]);
  });

  test("close up when there are more holes than people, and when nobody looks", () => {
    const crowd = ["me", "a", "b", "c", "d", "e"];
    expect(seatsAfter(crowd, ["me", "e"])).toEqual(["me", "e"]);
    expect(closedUp(["me", null, "bob"])).toEqual(["me", "bob"]);
  });
});
