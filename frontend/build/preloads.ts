/** What a page asks for before its first script has run: scripts by place, and who one is. */
import type { HtmlTagDescriptor, Plugin, Rolldown } from "vite";

/** The first part of an address, and the modules that its page is made of. */
const PLACES = {
  rooms: ["/features/lobby/LobbyPage.tsx", "/voice/index.ts"],
  r: ["/features/room/RoomPage.tsx", "/voice/index.ts"],
};

/** The question that every page begins with, asked as `api/base` asks it. */
const WHO_ONE_IS: HtmlTagDescriptor = {
  tag: "link",
  attrs: { rel: "preload", as: "fetch", href: "/api/user", crossorigin: "use-credentials" },
};

export type Chunks = ReadonlyMap<string, Rolldown.OutputChunk>;

export function chunksIn(bundle: Rolldown.OutputBundle): Chunks {
  const all = Object.values(bundle);
  return new Map(
    all.flatMap((one) => (one.type === "chunk" ? [[one.fileName, one] as const] : [])),
  );
}

/** A chunk and all that it imports, the deepest first. */
export function withImports(chunks: Chunks, file: string, seen = new Set<string>()): Set<string> {
  for (const imported of chunks.get(file)?.imports ?? []) {
    if (!seen.has(imported)) withImports(chunks, imported, seen);
  }
  return seen.add(file);
}

export function chunkOf(chunks: Chunks, module: string): string {
  const found = [...chunks.values()].find(({ moduleIds }) =>
    moduleIds.some((id) => id.endsWith(module)),
  );
  if (found === undefined) throw new Error(`No chunk has ${module}.`);
  return found.fileName;
}

export function preloads(): Plugin {
  let elsewhere = false;
  return {
    name: "gethory-preloads",
    apply: "build",
    configResolved: ({ env }) => {
      elsewhere = Boolean(env["VITE_BACKEND_URL"]);
    },
    transformIndexHtml: (_html, { path }) =>
      path.endsWith("index.html") && !elsewhere ? [WHO_ONE_IS] : [],
    /** Writes `preloads.json` for the server, which knows the place. */
    generateBundle(_options, bundle) {
      const chunks = chunksIn(bundle);
      const atOnce = withImports(chunks, chunkOf(chunks, "/src/main.tsx"));
      const places = Object.entries(PLACES).map(([place, modules]) => {
        const needed = modules.flatMap((module) => [
          ...withImports(chunks, chunkOf(chunks, module)),
        ]);
        return [place, [...new Set(needed)].filter((file) => !atOnce.has(file))] as const;
      });
      const source = JSON.stringify(Object.fromEntries(places));
      this.emitFile({ type: "asset", fileName: "preloads.json", source });
    },
  };
}
