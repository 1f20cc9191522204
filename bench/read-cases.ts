import {
  EventLog,
  EventQuery,
  FilesystemViewStorage,
  openProject,
  ViewManager,
} from "../src/main/event-store/index.ts";
import { type BenchCase, timed } from "./case.ts";

const FILTERED_TYPE = "job:completed";

/** The rows of the table that read. Upstream's figures are those of its version 0.4.15 on Node 24, ext4, 2 cores. */
export const readCases: Readonly<Record<string, BenchCase>> = {
  "rebuild-empty": {
    title: "rebuild all views into an empty state folder",
    unit: "ms",
    upstream: [12_600, 24_000],
    goal: 6,
    reads: ["wide"],
    measure: ({ wide, scratch }) => rebuild(wide, `${scratch}/state`),
  },
  "rebuild-again": {
    title: "rebuild again over a complete state folder",
    unit: "ms",
    upstream: [13_400, 16_400],
    goal: 10,
    reads: ["wide", "wideState"],
    measure: ({ wide, wideState }) => rebuild(wide, wideState),
  },
  "all-ids": {
    title: "all resource ids",
    unit: "ms",
    upstream: [500, 900],
    goal: 2.5,
    reads: ["wide"],
    measure: async ({ wide }) => {
      const log = new EventLog(await openProject(wide));
      const value = await timed(() => log.getAllResourceIds());
      await log.close();
      return { value };
    },
  },
  "filter-cold": {
    title: "type filter over one stream of 100,000 events, cold",
    unit: "ms",
    upstream: [450, 700],
    goal: 5,
    reads: ["tall"],
    measure: ({ tall }) => query(tall, async (find) => timed(find)),
  },
  "filter-warm": {
    title: "the same again, warm",
    unit: "ms",
    upstream: [450, 700],
    goal: 100,
    reads: ["tall"],
    measure: ({ tall }) =>
      query(tall, async (find) => {
        await find();
        return timed(find);
      }),
  },
  "last-ten": {
    title: "last 10 events of that stream",
    unit: "ms",
    upstream: [450, 600],
    goal: 100,
    reads: ["tall"],
    measure: ({ tall }) => query(tall, (_, last) => timed(last)),
  },
};

async function rebuild(projectFolder: string, stateDir: string) {
  const project = await openProject(projectFolder, { stateDir });
  const log = new EventLog(project);
  const views = new ViewManager(new FilesystemViewStorage(project), project);
  const value = await timed(async () => {
    const { failed } = await views.rebuildAll(log);
    if (failed.length > 0) throw new Error(`The rebuild of the bench failed: ${JSON.stringify(failed[0])}`);
  });
  await views.close();
  await log.close();
  return { value };
}

async function query(
  projectFolder: string,
  measure: (find: () => Promise<unknown>, last: () => Promise<unknown>) => Promise<number>,
) {
  const log = new EventLog(await openProject(projectFolder));
  const [resourceId] = await log.getAllResourceIds();
  if (resourceId === undefined) throw new Error(`${projectFolder} has no stream.`);
  const events = new EventQuery(log.storage);
  const value = await measure(
    () => events.queryEvents({ resourceId, eventTypes: [FILTERED_TYPE] }),
    () => events.getLatestEvents(resourceId, 10),
  );
  await log.close();
  return { value };
}
