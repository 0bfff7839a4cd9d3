/** The gallery of every state: `/__states` while one develops; it is no part of the built client. */
import { useEffect, useSyncExternalStore } from "react";
import { createRoot } from "react-dom/client";

import { Unsupported } from "../app/Unsupported";
import { followTheme } from "../state/theme";
import "../styles/main.css";
import { DEFAULT_LANGUAGE, directionOf } from "../text/languages";
import { begin, bringWords } from "../text/words";
import { doors } from "./doors";
import { lobby } from "./lobby";
import { circle } from "./circle";
import { keeping } from "./keeping";
import { rooms } from "./room";
import { Stage } from "./Stage";

const STATES = [...doors, ...lobby, ...rooms, ...circle, ...keeping];

function subscribe(changed: () => void) {
  window.addEventListener("hashchange", changed);
  return () => window.removeEventListener("hashchange", changed);
}

function Gallery() {
  const id = useSyncExternalStore(subscribe, () => location.hash.slice(1));
  const state = STATES.find((one) => one.id === id);
  if (id === "unsupported") return <WithoutCalls />;
  return state === undefined ? <Index /> : <Stage key={id} state={state} />;
}

/** Stands outside of everything that a stage has. */
function WithoutCalls() {
  useEffect(() => {
    document.documentElement.dataset["state"] = "unsupported";
  }, []);
  return <Unsupported />;
}

function Index() {
  return (
    <main className="wrap py-10">
      <h1 className="mb-6 text-title">States</h1>
      <ul className="columns-2 md:columns-3 lg:columns-4">
        {[...STATES.map((state) => state.id), "unsupported"].map((id) => (
          <li key={id}>
            <a className="link inline-flex min-h-8 items-center" data-state-link href={`#${id}`}>
              {id}
            </a>
          </li>
        ))}
      </ul>
    </main>
  );
}

followTheme();
const language = new URLSearchParams(location.search).get("language") ?? DEFAULT_LANGUAGE;
begin(language);
document.documentElement.lang = language;
document.documentElement.dir = directionOf(language);
const root = document.querySelector("#root");
if (root !== null) {
  const page = createRoot(root);
  void bringWords("first", "call", "more").then(() => page.render(<Gallery />));
}
