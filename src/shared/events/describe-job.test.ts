import { expect, test } from "vitest";
import { describeJobRun, type JobRun } from "./describe-job.ts";

const run: JobRun = {
  payload: { jobType: "reference-annotation" },
  outcome: "completed",
  last: undefined,
  work: new Map(),
};
const names = { resource: (id: string) => (id === "r1" ? "Athens" : undefined) };

test.each<[Partial<JobRun>, string]>([
  [{ work: new Map([["mark:added", 8]]) }, "reference-annotation – completed, 8 annotations"],
  [{ last: { result: { totalFound: 3 } } }, "reference-annotation – completed, found 3"],
  [
    {
      last: { result: { totalFound: 3, resourceId: "r1" } },
      work: new Map([
        ["mark:added", 1],
        ["mark:body-updated", 2],
        ["yield:moved", 1],
      ]),
    },
    "reference-annotation – completed, 1 annotation, 3 other events, made “Athens”",
  ],
  [{ work: new Map([["mark:removed", 1]]) }, "reference-annotation – completed, 1 event"],
  [{ outcome: "not ended", last: { percentage: 40 } }, "reference-annotation – not ended, at 40 %"],
  [
    { outcome: "failed", last: { error: "No answer\nwithin 120 s." }, work: new Map([["mark:added", 2]]) },
    "reference-annotation – failed, 2 annotations: No answer within 120 s.",
  ],
  [{ payload: { jobType: 4 }, outcome: "not ended" }, "Job – not ended"],
])("%j is told in one line", (given, expected) => {
  expect(describeJobRun({ ...run, ...given }, names)).toBe(expected);
});
