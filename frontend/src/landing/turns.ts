/** Who speaks round the table of the first page: two take a turn by themselves, then who is pointed at. */

/** Who talks in the first seconds, and when; then the last one keeps the word. */
const OPENING = [
  { after: 1400, guest: 2 },
  { after: 2900, guest: 0 },
] as const;

export function takeTurns(table: Element): void {
  const faces = [...table.children];
  for (const face of faces) face.addEventListener("pointerenter", () => speak(table, face));
  for (const { after, guest } of OPENING) {
    const face = faces[guest];
    if (face !== undefined) setTimeout(() => speak(table, face), after);
  }
}

/** The sign of sound goes from one face to the other. */
function speak(table: Element, face: Element): void {
  const before = table.querySelector(".face-cut");
  if (before === null || before === face) return;
  face.append(...before.querySelectorAll(":scope > .face-orbit, :scope > .face-badge"));
  before.classList.remove("face-cut");
  face.classList.add("face-cut");
}
