import { parentPort, workerData } from "node:worker_threads";
import { watch } from "chokidar";
import { errorCode } from "../../event-store/system-error.ts";
import { type WatchNews, watchOrderSchema } from "./watch-messages.ts";

/** Changes of this span are told together: long enough for a burst, short enough not to be felt. */
const GATHER_MS = 25;

const port = parentPort;
if (port === null) throw new Error("This file runs in a worker thread.");
const tell = (news: WatchNews) => port.postMessage(news);

// Setting up watches is seconds of work on a large log, which is why it has a thread of its own. Waiting for a write to
// finish would delay every append; half lines are dealt with by the reader.
const watcher = watch(watchOrderSchema.parse(workerData).folders, {
  backend: "native-recursive",
  ignoreInitial: true,
  followSymlinks: false,
  atomic: false,
});

let gathered = new Set<string>();
watcher
  .on("ready", () => tell({ kind: "ready" }))
  .on("error", (error) => {
    tell({
      kind: "error",
      code: errorCode(error) ?? "",
      message: error instanceof Error ? error.message : String(error),
    });
  })
  .on("all", (_event, path) => {
    if (gathered.size === 0) {
      setTimeout(() => {
        tell({ kind: "changes", paths: [...gathered] });
        gathered = new Set();
      }, GATHER_MS);
    }
    gathered.add(path);
  });
