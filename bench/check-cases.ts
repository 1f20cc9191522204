import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { nodeFileSystem, openProject } from "../src/main/event-store/index.ts";
import { verifyProject } from "../src/main/event-store/integrity/verify-project.ts";
import { LiveLog } from "../src/main/inspector/index/live-log.ts";
import { ProjectIndex } from "../src/main/inspector/index/project-index.ts";
import { type BenchCase, type BenchFolders, timed } from "./case.ts";

/** How often an event is appended to see what telling it costs. */
const APPENDS = 50;

/** The rows of the table that check, and what checking costs beyond them. */
export const checkCases: Readonly<Record<string, BenchCase>> = {
  validate: {
    title: "read and validate 10,001 streams, 200,005 events",
    unit: "ms",
    upstream: [5_600, 9_000],
    goal: 8,
    reads: ["wide"],
    measure: async ({ wide }) => ({ value: await check(wide, "verified") }),
  },
  diagnose: {
    title: "the same with 1,000 streams of which there is something to say",
    unit: "ms",
    reads: ["wide", "scarred"],
    async measure({ wide, scarred }) {
      const plain = await check(wide, "verified");
      const value = await check(scarred, "explained");
      return { value, details: { "times the plain check, in one run": value / plain } };
    },
  },
  "live-append": {
    title: "check one appended event in an open project of 200,005 events",
    unit: "ms",
    reads: ["growing"],
    measure: appendLive,
  },
  "validate-huge": {
    title: "read and validate 1 GB: 51 streams, 1,250,005 events",
    unit: "ms",
    reads: ["huge"],
    onRequest: true,
    measure: async ({ huge }) => ({ value: await check(huge, "verified") }),
  },
};

async function check(projectFolder: string, expected: "verified" | "explained"): Promise<number> {
  const { eventsDir } = await openProject(projectFolder);
  return timed(async () => {
    const { verdict } = await verifyProject(eventsDir);
    if (verdict !== expected) throw new Error(`The log of the bench is ${verdict}.`);
  });
}

/** From the hint of the watcher to the new order of all events. */
async function appendLive({ growing }: BenchFolders) {
  const { eventsDir } = await openProject(growing);
  const project = new ProjectIndex();
  const log = new LiveLog({ fileSystem: nodeFileSystem, eventsDir }, project, async () => true);
  await log.load({ onProgress: () => undefined });
  await log.prepare();
  const stream = [...project.streams()].find(({ isSystem }) => !isSystem);
  const file = stream?.scan.files.at(-1)?.path;
  if (stream === undefined || file === undefined) throw new Error(`${growing} has no stream.`);
  const times: number[] = [];
  for (let index = 1; index <= APPENDS; index += 1) {
    const event = { type: "mark:archived", resourceId: stream.streamId, userId: "u", version: 1, payload: {} };
    const identity = { id: `live-${Date.now()}-${index}`, timestamp: new Date().toISOString() };
    const metadata = { sequenceNumber: stream.scan.records.length + index };
    await appendFile(join(eventsDir, file), `${JSON.stringify({ ...event, ...identity, metadata })}\n`);
    times.push(
      await timed(async () => {
        const changes = await log.update([join(eventsDir, file)]);
        if (changes.length !== 1) throw new Error("The appended event was not seen.");
        project.chronological();
      }),
    );
  }
  const [first = 0, ...later] = times;
  const value = later.toSorted((left, right) => left - right)[later.length >> 1] ?? first;
  return { value, details: { "the first": first, "the slowest later": Math.max(...later) } };
}
