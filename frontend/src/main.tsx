/** The composition root: engine, store and router are made here, and nowhere else. */
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { App } from "./app/App";
import { compose } from "./app/compose";
import { browserIsSupported, Unsupported } from "./app/Unsupported";
import { keepOfflinePage } from "./offlinePage";
import "./styles/main.css";
import { begin, bringWords } from "./text/words";

const root = document.querySelector("#root");
if (root === null) throw new Error("index.html has no #root.");

begin(document.documentElement.lang);
const app = browserIsSupported() ? <App {...compose()} /> : <Unsupported />;
const page = createRoot(root);
const unloaded = document.querySelector("#unloaded");
bringWords("first").then(
  () => page.render(<StrictMode>{app}</StrictMode>),
  () => unloaded?.removeAttribute("hidden"),
);
keepOfflinePage();
