import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const server = process.env["GETHORY_SERVER"] ?? "http://localhost:3000";

export default defineConfig({
  plugins: [react(), tailwindcss()],
  envDir: ".",
  build: {
    target: "es2022",
    sourcemap: false,
    chunkSizeWarningLimit: 700,
    // A data: URL in a style sheet would need its own hole in the page's policy.
    assetsInlineLimit: 0,
    // The preload helper works without it in every browser we support.
    modulePreload: { polyfill: false },
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
