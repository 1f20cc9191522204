import { RECORD_ERAS, type RecordEra } from "../../../shared/integrity/record-era.ts";
import type { Verdict } from "../../../shared/integrity/verdict.ts";
import type { ProjectSummary, WatchStatus } from "../../../shared/ipc/model/project.ts";
import { rotationNumber } from "../../event-store/log/stream-layout.ts";
import type { UnreadableFolder } from "../../event-store/log/walk-folders.ts";
import type { Project } from "../../event-store/project/project.ts";
import { projectIdOf } from "../application/project-id.ts";
import type { ProjectIndex } from "../index/project-index.ts";
import { projectVerdict } from "../integrity/integrity-report.ts";
import { projectProblems } from "./open-folder.ts";

/** What a session knows besides the index. */
export interface SessionState {
  readonly project: Project;
  readonly isStateFolderChosen: boolean;
  readonly sample: string | null;
  readonly atWorst: Verdict;
  readonly unreadable: readonly UnreadableFolder[];
  /** Symbolic links in the log, which are not followed. */
  readonly links: readonly string[];
  readonly loadedInMs: number;
  readonly acknowledged: number;
  readonly anchor: ProjectSummary["anchor"];
  readonly watch: WatchStatus;
}

const ERAS: readonly RecordEra[] = ["nested-dotted", "nested", "flat-hashed", "flat"];

/** The load report: what a project is made of. */
export function projectSummary(index: ProjectIndex, state: SessionState): ProjectSummary {
  const total = { events: 0, bytes: 0, resources: 0, suspect: 0, explained: 0, info: 0 };
  const eras = new Map<RecordEra, number>();
  const layouts = new Set<"documented" | "shipped">();
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const stream of index.streams()) {
    total.events += stream.scan.records.length;
    total.bytes += stream.bytes;
    if (!stream.isSystem) total.resources += 1;
    total.suspect += stream.findingCounts.suspect;
    total.explained += stream.findingCounts.explained;
    total.info += stream.findingCounts.info;
    for (const [era, events] of stream.eras) eras.set(era, (eras.get(era) ?? 0) + events);
    for (const { path } of stream.scan.files) {
      const name = path.slice(path.lastIndexOf("/") + 1);
      layouts.add(rotationNumber(name) === undefined ? "documented" : "shipped");
    }
    if (stream.span === null) continue;
    first = Math.min(first, stream.span.from);
    last = Math.max(last, stream.span.to);
  }
  const { root, name, stateDir } = state.project;
  const { events, bytes, resources, ...findings } = total;
  return {
    id: projectIdOf(root),
    name,
    folder: root,
    stateFolder: stateDir,
    stateFolderChosen: state.isStateFolderChosen,
    sample: state.sample,
    revision: index.revision,
    verdict: projectVerdict(index, state.atWorst),
    streams: index.size,
    resources,
    events,
    bytes,
    firstEventAt: last < first ? null : new Date(first).toISOString(),
    lastEventAt: last < first ? null : new Date(last).toISOString(),
    eras: ERAS.flatMap((era) => {
      const count = eras.get(era);
      return count === undefined ? [] : [{ era, label: RECORD_ERAS[era], events: count }];
    }),
    layouts: [...layouts].sort(),
    findings: { ...findings, acknowledged: state.acknowledged },
    anchor: state.anchor,
    problems: projectProblems(state, events, index.size),
    loadedInMs: state.loadedInMs,
    watch: state.watch,
  };
}
