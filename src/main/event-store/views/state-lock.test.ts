import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { nodeFileSystem } from "../file-system.ts";
import { silentLogger } from "../logger.ts";
import { ViewsLockedError } from "./errors/views-locked-error.ts";
import { StateLock } from "./state-lock.ts";

test("who cannot write views, since another store does not end, is told of views and not of the log", async () => {
  const stateDir = await mkdtemp(join(tmpdir(), "semiont-state-lock-"));
  const [first, second] = [1, 1].map((patience) => new StateLock(nodeFileSystem, stateDir, silentLogger, patience));
  try {
    await first?.during(async () => {
      const refused = second?.during(async () => "written");
      await expect(refused).rejects.toThrow(ViewsLockedError);
      await expect(refused).rejects.toThrow(/The log is untouched/u);
    });
  } finally {
    first?.close();
    second?.close();
    await rm(stateDir, { recursive: true });
  }
});

test("who comes when the other one has ended writes", async () => {
  const stateDir = await mkdtemp(join(tmpdir(), "semiont-state-lock-"));
  const [first, second] = [1, 10_000].map(
    (patience) => new StateLock(nodeFileSystem, stateDir, silentLogger, patience),
  );
  try {
    await first?.during(async () => undefined);
    expect(await second?.during(async () => "written")).toBe("written");
  } finally {
    first?.close();
    second?.close();
    await rm(stateDir, { recursive: true });
  }
});
