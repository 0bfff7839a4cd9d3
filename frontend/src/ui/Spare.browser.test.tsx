import type { ComponentType } from "react";
import { useState } from "react";
import { expect, test, vi } from "vitest";
import { render } from "vitest-browser-react";

import { later } from "./later";
import { Spare } from "./Spare";

function Menu() {
  return <p>Here it is</p>;
}

test("a part that does not come is only missing, and comes the next time", async () => {
  const load = vi
    .fn<() => Promise<ComponentType>>()
    .mockRejectedValueOnce(new TypeError("Failed to fetch"))
    .mockResolvedValue(Menu);
  const { Part, fetch } = later(load);
  function Page() {
    const [open, setOpen] = useState(false);
    return (
      <>
        <p>The call goes on</p>
        <button type="button" onClick={() => setOpen(true)}>
          Open
        </button>
        {open && (
          <Spare
            sorry="It did not come"
            dismissText="Close"
            onDismiss={() => {
              setOpen(false);
              void fetch();
            }}
          >
            <Part />
          </Spare>
        )}
      </>
    );
  }
  const screen = await render(<Page />);
  await screen.getByRole("button", { name: "Open" }).click();
  await expect.element(screen.getByRole("alert")).toHaveTextContent("It did not come");
  await expect.element(screen.getByText("The call goes on")).toBeVisible();
  await screen.getByRole("button", { name: "Close" }).click();
  await screen.getByRole("button", { name: "Open" }).click();
  await expect.element(screen.getByText("Here it is")).toBeVisible();
  expect(load).toHaveBeenCalledTimes(2);
});
