import type { FilterProblem } from "../../../../shared/filter/filter.ts";
import type { ResourceRow } from "../../../../shared/ipc/model/resources.ts";
import { resourceOfView, walkViews } from "../../../event-store/views/walk-views.ts";
import { ViewDrift } from "../../drift/view-drift.ts";
import { ProjectIndex } from "../../index/project-index.ts";
import { matchingRows, resourceRow } from "../../resources/resource-list.ts";
import type { LongCall } from "../../session/long-call.ts";
import { readStreams, type WholeLog } from "./whole-log.ts";

/** The resources that a filter accepts, by name, compared with their views on disk. Only their rows are held. */
export async function wholeResources(
  log: WholeLog,
  { stateDir, filter, now }: { readonly stateDir: string; readonly filter: string; readonly now: number },
  call: LongCall,
): Promise<{ readonly rows: readonly ResourceRow[]; readonly problem: FilterProblem | null }> {
  const { views } = await walkViews(log.source.fileSystem, stateDir);
  const viewsOf = Map.groupBy(views, resourceOfView);
  const drift = new ViewDrift(new ProjectIndex(), log.source, stateDir);
  const rows: ResourceRow[] = [];
  for await (const stream of readStreams(log, call)) {
    rows.push(resourceRow(stream, await drift.stateOf(stream, viewsOf.get(stream.streamId) ?? [])));
  }
  return matchingRows(rows, filter, { column: "name", direction: "ascending" }, now);
}
