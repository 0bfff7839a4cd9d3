/** Writes `preloads.json`: the scripts that a place asks for only once the first ones run. */
import type { Plugin, Rolldown } from "vite";

/** The first part of an address, and the modules that its page is made of. */
const PLACES = {
  rooms: ["/features/lobby/LobbyPage.tsx", "/voice/index.ts"],
  r: ["/features/room/RoomPage.tsx", "/voice/index.ts"],
};

type Chunks = ReadonlyMap<string, Rolldown.OutputChunk>;

/** A chunk and all that it imports, the deepest first. */
function withImports(chunks: Chunks, file: string, seen = new Set<string>()): Set<string> {
  for (const imported of chunks.get(file)?.imports ?? []) {
    if (!seen.has(imported)) withImports(chunks, imported, seen);
  }
  return seen.add(file);
}

function chunkOf(chunks: Chunks, module: string): string {
  const found = [...chunks.values()].find(({ moduleIds }) =>
    moduleIds.some((id) => id.endsWith(module)),
  );
  if (found === undefined) throw new Error(`No chunk has ${module}.`);
  return found.fileName;
}

export function preloads(): Plugin {
  return {
    name: "gethory-preloads",
    apply: "build",
    generateBundle(_options, bundle) {
      const chunks = new Map(
        Object.values(bundle).flatMap((one) =>
          one.type === "chunk" ? [[one.fileName, one] as const] : [],
        ),
      );
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
