import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";

/** Plain files run in Node; `*.browser.test.ts(x)` run in the system's Chromium, with a fake microphone. */
const chromium = playwright({
  launchOptions: {
    executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--use-fake-ui-for-media-stream",
      "--use-fake-device-for-media-stream",
      "--autoplay-policy=no-user-gesture-required",
      "--disable-features=WebRtcHideLocalIpsWithMdns",
      "--disable-background-networking",
      "--disable-quic",
      "--no-first-run",
    ],
  },
});

/** The parts of it that screens are made of. */
const ARIA = [
  "Button",
  "Dialog",
  "FieldError",
  "Header",
  "Heading",
  "Input",
  "Label",
  "ListBox",
  "Menu",
  "Modal",
  "Popover",
  "RadioGroup",
  "Select",
  "Separator",
  "Switch",
  "Text",
  "TextArea",
  "TextField",
  "Toolbar",
  "Tooltip",
];

export default defineConfig({
  plugins: [react(), tailwindcss()],
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          setupFiles: "src/text/all.fixture.ts",
          environment: "node",
          include: ["{src,build}/**/*.test.{ts,tsx}"],
          exclude: ["src/**/*.browser.test.{ts,tsx}"],
        },
      },
      {
        extends: true,
        // Found late, a dependency reloads the page under a running test.
        optimizeDeps: {
          include: [
            "@react-aria/live-announcer",
            "@reduxjs/toolkit",
            "@reduxjs/toolkit/query/react",
            "clsx",
            "react",
            "react-aria-components",
            ...ARIA.map((part) => `react-aria-components/${part}`),
            "react-dom",
            "react-dom/client",
            "react-easy-crop",
            "react-hook-form",
            "react-redux",
            "react-router",
            "react/jsx-dev-runtime",
            "socket.io-client",
            "vitest-browser-react",
          ],
        },
        test: {
          name: "browser",
          setupFiles: "src/text/all.fixture.ts",
          include: ["src/**/*.browser.test.{ts,tsx}"],
          fileParallelism: false,
          // Two slow cores: starting the browser and connecting take their time.
          testTimeout: 30_000,
          hookTimeout: 30_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: chromium,
            instances: [{ browser: "chromium" }],
          },
        },
      },
    ],
  },
});
