/*
 * What is started first, on whatever Node.js there is. The rest is loaded only where it can run, so that an older one says
 * what is missing instead of where it fell over.
 */
const OLDEST = 22;
const WRONG_USE = 2;

const { node } = process.versions;
if (Number.parseInt(node, 10) >= OLDEST) await import("./main.ts");
else {
  process.stderr.write(
    `Error: Semiont Inspector needs Node.js ${OLDEST} or newer; this is ${node}. In its folder, \`npm run -s inspect -- <command>\` brings one along.\n`,
  );
  process.exitCode = WRONG_USE;
}
