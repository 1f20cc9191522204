import fc from "fast-check";
import { expect, test } from "vitest";
import { diagnoseProject } from "../../../shared/integrity/diagnose-project.ts";
import { benignLogs } from "../../../testing/benign-log.ts";
import { seeded } from "../../../testing/damage.ts";
import { layOut, pickLayout } from "../../../testing/laid-out-stream.ts";

/** More runs: `BENIGN_RUNS=20000`. */
const RUNS = Number(process.env.BENIGN_RUNS ?? 500);

test("whatever overlapping, restarted, stopped and migrating writers and copies leave is explained, never suspect, never verified", async () => {
  await fc.assert(
    fc.asyncProperty(benignLogs, fc.nat(), async ({ streamId, text }, seed) => {
      const scan = await layOut(streamId, text, pickLayout(seeded(seed))).scan();
      const { verdict, streams } = diagnoseProject([scan]);
      const suspect = streams.flatMap(({ findings }) => findings).filter(({ severity }) => severity === "suspect");
      expect(suspect.map(({ code, cause, line, message }) => `${line} ${code} ${cause} ${message}`)).toEqual([]);
      expect(verdict).toBe("explained");
    }),
    { numRuns: RUNS },
  );
});
