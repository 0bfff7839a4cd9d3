/** The offline page asks again: when it is told to, when the network is back, and every few seconds. */
import "./main.css";
import "virtual:stills.css";

const AGAIN_MS = 5000;

async function look(): Promise<void> {
  const answer = await fetch("/healthz", { cache: "no-store" }).catch(() => null);
  if (answer?.ok === true) location.reload();
}

document.querySelector("#again")?.addEventListener("click", () => location.reload());
window.addEventListener("online", () => void look());
setInterval(() => void look(), AGAIN_MS);
