/** The first page's few lines of script: its words and faces stand in the page already. */
import "./main.css";
import "virtual:stills.css";
import { keepOfflinePage } from "../offlinePage";
import { makeJoin } from "./join";
import { takeTurns } from "./turns";

const here = document.querySelector("#here");
if (here !== null) here.textContent = location.host;
const form = document.querySelector<HTMLFormElement>("#join");
if (form !== null) makeJoin(form, (path) => location.assign(path));
const table = document.querySelector("#gathering");
if (table !== null) takeTurns(table);
keepOfflinePage();
