/** Words that people read stand in `text/` and nowhere else: every other source is read for them. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { parseAst } from "vite";
import { expect, test } from "vitest";

const SRC = new URL("../", import.meta.url).pathname;

/** The gallery is for whoever develops; the icons and the name are the same in every language. */
const ELSEWHERE = /^(?:text|states|wire)\/|\.test\.|\.fixture\./u;

/** What assistive technology or a browser tells people. */
const TOLD = new Set([
  "alt",
  "aria-description",
  "aria-label",
  "aria-roledescription",
  "aria-valuetext",
  "hint",
  "label",
  "lead",
  "placeholder",
  "text",
  "textValue",
  "title",
]);
/** What is told by a call: a screen reader. */
const TELLERS = new Set(["announce"]);

/** The name of all this, and signs. */
const NO_WORDS = /Gethory|&\w+;/gu;

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [part: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "type" in value && "start" in value;

function* inside(node: Node): Generator<Node> {
  yield node;
  for (const part of Object.values(node)) {
    for (const one of Array.isArray(part) ? part : [part]) if (isNode(one)) yield* inside(one);
  }
}

/** The sentences that an expression can be. */
function* literals(node: unknown): Generator<string> {
  if (!isNode(node)) return;
  if (node.type === "Literal" && typeof node["value"] === "string") yield node["value"];
  if (node.type === "JSXExpressionContainer") yield* literals(node["expression"]);
  if (node.type === "ConditionalExpression") {
    yield* literals(node["consequent"]);
    yield* literals(node["alternate"]);
  }
  if (node.type === "LogicalExpression") yield* literals(node["right"]);
  if (node.type === "TemplateLiteral" && Array.isArray(node["quasis"])) {
    for (const piece of node["quasis"]) yield String(piece.value.cooked);
  }
}

/** What one node tells people by itself. */
function* toldBy(node: Node): Generator<string> {
  if (node.type === "JSXText") yield String(node["value"]);
  if (node.type === "JSXElement" || node.type === "JSXFragment") {
    for (const child of Array.isArray(node["children"]) ? node["children"] : []) {
      if (isNode(child) && child.type === "JSXExpressionContainer") yield* literals(child);
    }
  }
  const { name } = isNode(node["name"]) ? node["name"] : node;
  if (node.type === "JSXAttribute" && TOLD.has(String(name))) yield* literals(node["value"]);
  const { callee } = node;
  if (node.type === "CallExpression" && isNode(callee) && TELLERS.has(String(callee["name"]))) {
    yield* literals(Array.isArray(node["arguments"]) ? node["arguments"][0] : undefined);
  }
}

const isWord = (told: string) => /\p{L}{2}/u.test(told.replaceAll(NO_WORDS, ""));

function wordsIn(file: string, code: string): string[] {
  const lang = file.endsWith("x") ? "tsx" : "ts";
  const program: unknown = parseAst(code, { lang });
  if (!isNode(program)) throw new Error(`${file} cannot be read.`);
  return [...inside(program)].flatMap((node) =>
    [...toldBy(node)].filter(isWord).map((told) => {
      const line = code.slice(0, node.start).split("\n").length;
      return `${file}:${line} says “${told.trim()}”`;
    }),
  );
}

function sources(folder = ""): string[] {
  return readdirSync(SRC + folder).flatMap((name) => {
    const path = folder + name;
    if (statSync(SRC + path).isDirectory()) return sources(`${path}/`);
    return /\.tsx?$/u.test(name) && !ELSEWHERE.test(path) ? [path] : [];
  });
}

test("words are found wherever a person would meet them", () => {
  const code = `announce("Left", "polite");
    const page = <Page title="Rooms" id="rooms" lead={late ? "Too late" : t.lead}>
      <img alt={\`Face of \${name}\`} /> Hello {open && "Open"} Gethory 🔇 {t.join}
    </Page>;`;
  const found = new Set(wordsIn("a.tsx", code).map((one) => /“(.*)”/u.exec(one)?.[1]));
  expect(found).toEqual(new Set(["Face of", "Hello", "Left", "Open", "Rooms", "Too late"]));
});

test("there are none outside of text/", () => {
  const files = sources();
  expect(files.length).toBeGreaterThan(150);
  expect(files.flatMap((file) => wordsIn(file, readFileSync(SRC + file, "utf8")))).toEqual([]);
});
