import { useState } from "react";
import { expect, test, vi } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";

import { CodeField } from "./CodeField";

function Page({ onComplete, tries = 0 }: { onComplete: (code: string) => void; tries?: number }) {
  const [code, setCode] = useState("");
  return (
    <CodeField
      label="Code"
      hint="Six digits."
      value={code}
      onChange={setCode}
      onComplete={onComplete}
      isReadOnly={false}
      error={tries === 0 ? "" : "Wrong code."}
      tries={tries}
    />
  );
}

function pasteIntoPage(text: string) {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text", text);
  document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
}

test("the sixth digit sends the code, once", async () => {
  const onComplete = vi.fn<(code: string) => void>();
  const screen = await render(<Page onComplete={onComplete} />);
  await screen.getByLabelText("Code").fill("12345");
  expect(onComplete).not.toHaveBeenCalled();
  await userEvent.type(screen.getByLabelText("Code"), "6");
  expect(onComplete).toHaveBeenCalledExactlyOnceWith("123456");
});

test("spaces and dashes between the digits do not matter, nor where it is pasted", async () => {
  const onComplete = vi.fn<(code: string) => void>();
  await render(<Page onComplete={onComplete} />);
  pasteIntoPage(" 482-713 ");
  await vi.waitFor(() => expect(onComplete).toHaveBeenCalledExactlyOnceWith("482713"));
});

test("a digit typed anywhere on the page lands in the field", async () => {
  const screen = await render(<Page onComplete={() => {}} />);
  await userEvent.keyboard("48");
  await expect.element(screen.getByLabelText("Code")).toHaveValue("48");
});

test("a wrong code stays, named and ready to be typed over", async () => {
  const screen = await render(<Page onComplete={() => {}} />);
  const field = screen.getByLabelText("Code");
  await field.fill("123456");
  await screen.rerender(<Page onComplete={() => {}} tries={1} />);
  await expect.element(field).toHaveFocus();
  await expect.element(field).toBeInvalid();
  await expect.element(field).toHaveAccessibleDescription("Six digits. Wrong code.");
  await userEvent.keyboard("7");
  await expect.element(field).toHaveValue("7");
});
