import type { LiveLog } from "../index/live-log.ts";
import type { ResourceList } from "../resources/resource-list.ts";
import { searchedResources } from "../search/resource-hits.ts";
import type { Timeline } from "../timeline/timeline.ts";

/** Makes what the first question of each kind would wait for, the first change among them. To be called once nobody waits. */
export async function prepareAnswers(log: LiveLog, timeline: Timeline, resources: ResourceList): Promise<void> {
  await log.prepare();
  await timeline.prepare();
  searchedResources(timeline.columns.streams);
  resources.prepare();
}
