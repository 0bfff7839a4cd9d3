import { expect, it } from "vitest";

import { comings } from "./comings";

const ada = { id: "1", name: "Ada" };
const bob = { id: "2", name: "Bob" };

it("names who came and who went between two rosters", () => {
  expect(comings([ada], [bob])).toEqual({ joined: ["Bob"], left: ["Ada"] });
});

it("says nothing about somebody who went and came back in between", () => {
  expect(comings([ada, bob], [bob, ada])).toEqual({ joined: [], left: [] });
});
