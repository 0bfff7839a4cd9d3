import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";

import optimizeLocales from "@react-aria/optimize-locales-plugin";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vite";

import { languageLinks, languages } from "./build/languages.ts";
import { preloads } from "./build/preloads.ts";
import { stills } from "./build/stills.ts";

const server = process.env["GETHORY_SERVER"] ?? "http://localhost:3000";

/** Fonts and pictures are compressed already; `index.html` gets a new nonce with each answer. */
const COMPRESSIBLE =
  /\.(?:js|css|svg|json|txt|wasm|webmanifest)$|^(?:landing|offline)(?:\.[\w-]+)?\.html$/u;
const WORTHWHILE_BYTES = 1024;

/** Writes `name.br` and `name.gz` beside each file: the server sends what the browser takes. */
function compressed(): Plugin {
  return {
    name: "gethory-compressed",
    apply: "build",
    async writeBundle({ dir = "dist" }) {
      const files = await readdir(dir, { recursive: true });
      const texts = files.filter((file) => COMPRESSIBLE.test(file));
      await Promise.all(texts.map((file) => compress(join(dir, file))));
    },
  };
}

async function compress(file: string): Promise<void> {
  const plain = await readFile(file);
  if (plain.length <= WORTHWHILE_BYTES) return;
  await writeFile(`${file}.br`, await promisify(brotliCompress)(plain));
  await writeFile(`${file}.gz`, await promisify(gzip)(plain, { level: 9 }));
}

export default defineConfig({
  plugins: [
    react(),
    tailwindcss(),
    // The sentences inside react-aria that no page will say.
    optimizeLocales.vite({ locales: languages() }),
    stills(),
    preloads(),
    languageLinks(),
    compressed(),
  ],
  envDir: ".",
  build: {
    target: "es2022",
    sourcemap: false,
    chunkSizeWarningLimit: 700,
    // A data: URL in a style sheet would need its own hole in the page's policy.
    assetsInlineLimit: 0,
    // The preload helper works without it in every browser we support.
    modulePreload: { polyfill: false },
    // A slow machine is no warning.
    rolldownOptions: {
      input: ["index.html", "landing.html", "offline.html"],
      checks: { bundlerTimings: false },
    },
  },
  server: {
    port: 5173,
    strictPort: true,
    proxy: {
      "/api": server,
      "/storage": server,
      "/__outbox": server,
      "/socket.io": { target: server, ws: true },
    },
  },
});
