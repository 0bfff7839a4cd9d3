/** Tells the client's page which languages there are, and where their words lie. */
import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

import type { HtmlTagDescriptor, Plugin } from "vite";

import { DEFAULT_LANGUAGE, directionOf } from "../src/text/languages.ts";
import { chunkOf, chunksIn, withImports } from "./preloads.ts";

const TEXT = fileURLToPath(new URL("../src/text/", import.meta.url));

/** The parts of the words that a page needs at once, and the paths of those pages. */
const PARTS = { first: "", call: "^/(?:r|settings)(?:/|$)", more: "^/(?!rooms(?:/|$)|r/)" };

/** Every folder of words, the one that everybody understands last. */
export function languages(): string[] {
  const found = readdirSync(TEXT).filter((name) => existsSync(`${TEXT}${name}/first.ts`));
  return [...found.filter((name) => name !== DEFAULT_LANGUAGE), DEFAULT_LANGUAGE];
}

function tag(language: string, more: Record<string, string>): HtmlTagDescriptor {
  const attrs = { "data-language": language, "data-dir": directionOf(language), ...more };
  return { tag: "link", attrs, injectTo: "head-prepend" };
}

/** Links that are none yet: `public/theme.js` makes one of those of its language. */
export function languageLinks(): Plugin {
  return {
    name: "gethory-languages",
    transformIndexHtml: {
      order: "post",
      handler: (_html, { path, bundle }) => {
        if (path.endsWith("states.html") || !/index\.html$|^\/?$/u.test(path)) return [];
        if (bundle === undefined) return languages().map((language) => tag(language, {}));
        const chunks = chunksIn(bundle);
        const atOnce = withImports(chunks, chunkOf(chunks, "/src/main.tsx"));
        return languages().flatMap((language) =>
          Object.entries(PARTS).flatMap(([part, at]) => {
            const files = withImports(chunks, chunkOf(chunks, `/src/text/${language}/${part}.ts`));
            return [...files]
              .filter((file) => !atOnce.has(file))
              .map((file) => tag(language, { crossorigin: "", href: `/${file}`, "data-at": at }));
          }),
        );
      },
    },
  };
}
