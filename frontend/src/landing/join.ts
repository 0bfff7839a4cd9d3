/** The field of the first page: leads to the door of a pasted room link, or says what is wrong with it. */
import { paths, roomOfLink } from "../paths";

export function makeJoin(form: HTMLFormElement, go: (path: string) => void): void {
  const input = form.querySelector("input");
  if (input === null) return;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const found = roomOfLink(input.value, location.origin);
    if (found !== null && found !== "elsewhere") {
      go(paths.room(found.roomId) + found.hash);
      return;
    }
    show(form, input, found ?? "not_a_link");
    input.focus();
  });
  input.addEventListener("input", () => show(form, input, null));
}

function show(form: HTMLFormElement, input: HTMLInputElement, fault: string | null): void {
  form.toggleAttribute("data-wrong", fault !== null);
  input.setAttribute("aria-invalid", String(fault !== null));
  if (fault === null) input.removeAttribute("aria-describedby");
  else input.setAttribute("aria-describedby", "room-link-fault");
  for (const words of form.querySelectorAll<HTMLElement>("[data-fault]")) {
    words.hidden = words.dataset["fault"] !== fault;
  }
}
