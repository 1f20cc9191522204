/**
 * A process of its own that is in the middle of a rebuild, for tests of what another one does meanwhile:
 * `node rebuilding-process.ts <project folder> <state folder>`. Prints a line when it has begun, goes on when its standard
 * input ends, and then prints `lockProblem` of its result as JSON.
 */
import { once } from "node:events";
import { writeSync } from "node:fs";
import { EventLog } from "../main/event-store/log/event-log.ts";
import { openProject } from "../main/event-store/project/open-project.ts";
import { ViewManager } from "../main/event-store/views/view-manager.ts";
import { FilesystemViewStorage } from "../main/event-store/views/view-storage.ts";

const [root = "", stateDir = ""] = process.argv.slice(2);
const log = new EventLog(await openProject(root, { stateDir }));
const manager = new ViewManager(new FilesystemViewStorage({ stateDir }), { stateDir });
const { lockProblem } = await manager.rebuildAll({
  getAllResourceIds: async () => {
    writeSync(1, "rebuilding\n");
    process.stdin.resume();
    await once(process.stdin, "end");
    return log.getAllResourceIds();
  },
  getEvents: (id) => log.getEvents(id),
});
writeSync(1, JSON.stringify(lockProblem));
await manager.close();
await log.close();
