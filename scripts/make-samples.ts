// npm run samples: writes the bundled sample projects into samples/.
import { fileURLToPath } from "node:url";
import { writeSamples } from "./samples/write-samples.ts";

const folder = fileURLToPath(new URL("../samples", import.meta.url));
await writeSamples(folder);
console.log(`The samples stand in ${folder}.`);
