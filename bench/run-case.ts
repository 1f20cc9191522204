// One run of one case in a process of its own: node run-case.ts <case>, folders as JSON on stdin; answers with JSON.
import { text } from "node:stream/consumers";
import { appendCases } from "./append-cases.ts";
import { benchFoldersSchema } from "./case.ts";
import { limitCases } from "./limit-cases.ts";
import { readCases } from "./read-cases.ts";

const name = process.argv[2] ?? "";
const chosen = { ...limitCases, ...appendCases, ...readCases }[name];
if (chosen === undefined) throw new Error(`There is no case named ${name}.`);
const measured = await chosen.measure(benchFoldersSchema.parse(JSON.parse(await text(process.stdin))));
// Kilobytes on every system that Node.js runs on.
const memory = process.resourceUsage().maxRSS / 1_024;
process.stdout.write(JSON.stringify({ ...measured, memory }));
