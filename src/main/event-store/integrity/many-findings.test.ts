import { expect, test } from "vitest";
import { diagnoseProject } from "../../../shared/integrity/diagnose-project.ts";
import { goodStream, lineOf, linesOf, seeded } from "../../../testing/damage.ts";
import { filesInMemory } from "../../../testing/memory-files.ts";
import { streamIdOf } from "../log/stream-reference.ts";
import { scanStream } from "./scan-stream.ts";

const STREAM = "9bca89beafc3139df1fc1162c2be9ea1";

test("thousands of forks, unreadable lines and copies are told without looking at every pair", async () => {
  const stream = goodStream("flat", STREAM, 4_000, seeded(1));
  const [first] = stream.records;
  const forks = stream.records
    .slice(1)
    .map((record) => lineOf("flat", { ...record, previous: stream.records[1]?.previous }));
  const lines = [lineOf("flat", first ?? { event: {}, sequence: 1, previous: undefined }), ...forks];
  const text = lines.flatMap((line, index) => (index % 3 === 0 ? [line, "{"] : [line])).join("\n");
  const path = `ab/${STREAM}.jsonl`;
  const other = `cd/${STREAM}.jsonl`;
  const fileSystem = filesInMemory("/log", { [path]: text, [other]: linesOf(stream).join("\n") });
  const scans = await Promise.all(
    [path, other].map((file) =>
      scanStream({ fileSystem, eventsDir: "/log" }, { streamId: streamIdOf(STREAM), files: [file] }),
    ),
  );
  const { streams } = diagnoseProject(scans);
  const findings = streams.flatMap((one) => one.findings);
  expect(findings.filter(({ code }) => code === "link-mismatch")).toHaveLength(3_998);
  expect(findings.filter(({ code }) => code === "duplicate-event-id")).toHaveLength(4_000);
  expect(Math.max(...findings.map(({ related }) => related?.length ?? 0))).toBe(17);
});
