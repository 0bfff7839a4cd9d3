// Writes src/wire/gen.ts from the server's wire schema: `gethory wire | node scripts/wire.mjs`.
// With --check it writes nothing and fails when the committed file differs.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { compile } from "json-schema-to-typescript";

const target = fileURLToPath(new URL("../src/wire/gen.ts", import.meta.url));
const schema = JSON.parse(readFileSync(0, "utf8"));
const types = await compile(schema, "Wire", {
  unreachableDefinitions: true,
  bannerComment: "// Made from the server's models by `make wire`. Not edited by hand.",
  style: { printWidth: 100 },
});
// The root of the schema only holds the definitions.
const text = types
  .replace(/\/\*\*\n \* This interface was referenced by [^/]*\*\/\n/g, "")
  .replace(/\n \*\n \* This interface was referenced by [^/]*\*\/\n/g, "\n */\n")
  .replace(/export interface Wire \{\n[\s\S]*?\n\}\n/, "");

if (process.argv.includes("--check")) {
  if (readFileSync(target, "utf8") !== text) {
    console.error("src/wire/gen.ts differs from the server's models: run `make wire`.");
    process.exit(1);
  }
} else {
  writeFileSync(target, text);
}
