/** Draws the icons of the installed client from favicon.svg: `node scripts/icons.mjs` after a change of it. */
import { readFile } from "node:fs/promises";

import { chromium } from "playwright";

const folder = new URL("../public/", import.meta.url);
const svg = await readFile(new URL("favicon.svg", folder), "utf8");
/** Systems cut a maskable icon to a shape of theirs: our mark stays within the inner 80 %. */
const maskable = svg
  .replace("<rect", '<g transform="translate(4.8 4.8) scale(.8)"><rect opacity="0"')
  .replace("</svg>", "</g></svg>")
  .replace("<g ", '<rect width="48" height="48" fill="#171a26"/><g ');
const square = svg.replace(' rx="13"', "");

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
const page = await browser.newPage();
for (const [name, size, drawing] of [
  ["icon-192.png", 192, svg],
  ["icon-512.png", 512, svg],
  ["icon-maskable-512.png", 512, maskable],
  ["icon-180.png", 180, square],
]) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:100vw}</style>${drawing}`);
  await page.screenshot({ path: new URL(name, folder).pathname, omitBackground: true });
}
await browser.close();
