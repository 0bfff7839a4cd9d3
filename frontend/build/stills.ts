/** Puts the pages that need no React into their HTML: drawn from our components while one builds. */
import { fileURLToPath } from "node:url";

import type { Plugin, Rolldown } from "vite";
import { runnerImport } from "vite";

import type { Drawn } from "../src/landing/draw.tsx";
import { DEFAULT_LANGUAGE, directionOf } from "../src/text/languages.ts";
import { languages } from "./languages.ts";

const DRAW = fileURLToPath(new URL("../src/landing/draw.tsx", import.meta.url));
const STYLES = "virtual:stills.css";
const PLACE = "<!--still-->";

/** Pages of which there is one in each language: `landing.de.html` beside `landing.html`. */
const SPOKEN = ["landing", "offline"];

/** While one develops: what stands at these addresses is no page of React's router. */
const DOCUMENTS = new Map([
  ["/", "/landing.html"],
  ["/__states", "/states.html"],
]);

type Pages = Readonly<Record<string, string>>;

interface Stills {
  /** What is drawn, by language; its styles are names now. */
  readonly drawn: ReadonlyMap<string, Drawn>;
  readonly css: string;
}

/** The pages' policy allows no style attributes: each becomes a rule of the style sheet. */
export function withoutStyleAttributes(drawn: Pages): { pages: Pages; css: string } {
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

/** The default language first: the styles are numbered by it. */
async function drawNow(): Promise<Stills> {
  const { module } = await runnerImport<{ draw: (language: string) => Drawn }>(DRAW);
  const tags = languages().toReversed();
  const all = tags.map((language) => [language, module.draw(language)] as const);
  const every = all.flatMap(([language, { pages }]) =>
    Object.entries(pages).map(([name, markup]) => [`${language}/${name}`, markup] as const),
  );
  const { pages, css } = withoutStyleAttributes(Object.fromEntries(every));
  const styled = ([language, one]: readonly [string, Drawn]) => {
    const names = Object.keys(one.pages);
    const own = names.map((name) => [name, pages[`${language}/${name}`] ?? ""] as const);
    return [language, { ...one, pages: Object.fromEntries(own) }] as const;
  };
  return { drawn: new Map(all.map(styled)), css };
}

/** A page as it was built in the default language, in another one. */
function translated(html: string, name: string, own: Drawn, language: string, to: Drawn) {
  const changes: readonly (readonly [string | undefined, string | undefined])[] = [
    [own.pages[name], to.pages[name]],
    [own.description, to.description],
    [`<title>${own.titles[name]}</title>`, `<title>${to.titles[name]}</title>`],
    [
      `lang="${DEFAULT_LANGUAGE}" dir="${directionOf(DEFAULT_LANGUAGE)}"`,
      `lang="${language}" dir="${directionOf(language)}"`,
    ],
  ];
  return changes.reduce((page, [from = "", into = ""]) => {
    if (!page.includes(from)) throw new Error(`${name}.html has no “${from.slice(0, 60)}”.`);
    return page.replaceAll(from, () => into);
  }, html);
}

/** Each page in each language, the default one too: a server takes what somebody reads. */
async function translate(bundle: Rolldown.OutputBundle) {
  const { drawn } = await drawNow();
  const own = drawn.get(DEFAULT_LANGUAGE);
  return SPOKEN.flatMap((name) => {
    const page = bundle[`${name}.html`];
    if (page?.type !== "asset" || own === undefined) return [];
    const html = page.source.toString();
    return [...drawn].map(([language, to]) => ({
      fileName: `${name}.${language}.html`,
      source: translated(html, name, own, language, to),
    }));
  });
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
        const { drawn } = await drawNow();
        return html.replace(PLACE, () => drawn.get(DEFAULT_LANGUAGE)?.pages[name] ?? "");
      },
    },
    generateBundle: {
      order: "post",
      async handler(_options, bundle) {
        for (const page of await translate(bundle)) this.emitFile({ type: "asset", ...page });
      },
    },
  };
}
