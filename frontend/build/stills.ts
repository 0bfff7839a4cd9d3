/** Puts the pages that need no React into their HTML: drawn from our components while one builds. */
import { fileURLToPath } from "node:url";

import type { Plugin } from "vite";
import { runnerImport } from "vite";

const DRAW = fileURLToPath(new URL("../src/landing/draw.tsx", import.meta.url));
const STYLES = "virtual:stills.css";
const PLACE = "<!--still-->";

/** While one develops: what stands at these addresses is no page of React's router. */
const DOCUMENTS = new Map([
  ["/", "/landing.html"],
  ["/__states", "/states.html"],
]);

interface Stills {
  /** The markup by page. */
  readonly pages: Readonly<Record<string, string>>;
  readonly css: string;
}

/** The pages' policy allows no style attributes: each becomes a rule of the style sheet. */
export function withoutStyleAttributes(drawn: Readonly<Record<string, string>>): Stills {
  const styles: string[] = [];
  const named = (_all: string, style: string) => {
    if (!styles.includes(style)) styles.push(style);
    return `data-s="${styles.indexOf(style)}"`;
  };
  const pages = Object.entries(drawn).map(
    ([name, markup]) => [name, markup.replaceAll(/style="([^"]*)"/gu, named)] as const,
  );
  const css = styles.map((style, at) => `[data-s="${at}"]{${style}}`).join("\n");
  return { pages: Object.fromEntries(pages), css };
}

async function drawNow(): Promise<Stills> {
  const { module } = await runnerImport<{ draw: () => Record<string, string> }>(DRAW);
  return withoutStyleAttributes(module.draw());
}

export function stills(): Plugin {
  return {
    name: "gethory-stills",
    resolveId: (id) => (id === STYLES ? `\0${STYLES}` : undefined),
    load: async (id) => (id === `\0${STYLES}` ? (await drawNow()).css : undefined),
    configureServer: ({ middlewares }) => {
      middlewares.use((request, _answer, next) => {
        const [path = ""] = (request.url ?? "").split("?");
        request.url = DOCUMENTS.get(path) ?? request.url ?? "";
        next();
      });
    },
    transformIndexHtml: {
      order: "pre",
      handler: async (html, { path }) => {
        if (!html.includes(PLACE)) return html;
        const name = /(\w+)\.html$/u.exec(path)?.[1] ?? "";
        return html.replace(PLACE, (await drawNow()).pages[name] ?? "");
      },
    },
  };
}
