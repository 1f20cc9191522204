import { expect, test } from "vitest";
import type { WatchStatus } from "../../../shared/ipc/model/project.ts";
import { ProjectWatch } from "./project-watch.ts";

/** A thread that behaves as a watcher does where the system refuses it. */
function threadThat(script: string): URL {
  return new URL(
    `data:text/javascript,${encodeURIComponent(`import { parentPort } from "node:worker_threads"; ${script}`)}`,
  );
}

/** Starts a watch and resolves with the first status that fits; then also with the next comparison of everything. */
async function statusAfter(watcher: URL, fits: (status: WatchStatus) => boolean) {
  const { promise: status, resolve: tell } = Promise.withResolvers<WatchStatus>();
  const { promise: compared, resolve: compare } = Promise.withResolvers<void>();
  let isPolling = false;
  const watch = new ProjectWatch({
    ...{ eventsDir: "/log", stateDir: "/state", now: () => new Date(0), watcher },
    isAsBefore: async () => true,
    onChanges: async (paths) => {
      if (isPolling && paths === null) compare();
    },
    onStatus: (heard) => {
      if (!fits(heard)) return;
      isPolling = true;
      tell(heard);
    },
  });
  watch.start();
  const found = await status;
  await compared;
  await watch.close();
  expect(watch.status.state).toBe("stopped");
  return found;
}

test.each(["ENOSPC", "EMFILE"])(
  "where the system has no room for watches (%s), the files are compared, and it is said",
  async (code) => {
    const script = `parentPort.postMessage({ kind: "error", code: "${code}", message: "no" }); setInterval(() => {}, 1000);`;
    const { state, reason } = await statusAfter(threadThat(script), (status) => status.state === "polling");
    expect(state).toBe("polling");
    expect(reason).toMatch(/max_user_watches|ulimit/u);
  },
);

test("a watcher that dies is started again a few times, then the files are compared", async () => {
  const { reason } = await statusAfter(threadThat("process.exit(3);"), (status) => status.state === "polling");
  expect(reason).toContain("code 3");
});
