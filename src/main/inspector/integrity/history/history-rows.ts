import { describeCause } from "../../../../shared/integrity/finding-causes.ts";
import type { HistoryRow } from "../../../../shared/ipc/model/history.ts";
import { plural } from "../../../../shared/text/plural.ts";
import type { HistoryChange } from "../../../event-store/integrity/git/check-history.ts";
import type { ProjectIndex } from "../../index/project-index.ts";
import { RecordPlaces } from "../../index/record-places.ts";
import { nameOf } from "../../index/stream-index.ts";
import type { Acknowledgements } from "../acknowledgements.ts";
import { describeRewrite } from "./describe-rewrite.ts";

/** Changes that are told together. */
export interface HistoryGroup {
  readonly id: string;
  readonly changes: readonly [HistoryChange, ...HistoryChange[]];
}

/** Folds what one commit did harmlessly to many records; what is suspect is told one by one. Newest last, as it came. */
export function groupChanges(changes: readonly HistoryChange[]): readonly HistoryGroup[] {
  const groups = new Map<string, [HistoryChange, ...HistoryChange[]]>();
  for (const change of changes) {
    const { finding, commit } = change;
    const id = finding.severity === "suspect" ? finding.id : `commit@${commit?.id ?? "uncommitted"}@${finding.cause}`;
    const known = groups.get(id);
    if (known === undefined) groups.set(id, [change]);
    else known.push(change);
  }
  return Array.from(groups, ([id, members]) => ({ id, changes: members }));
}

export function historyRow(project: ProjectIndex, { id, changes }: HistoryGroup, known: Acknowledgements): HistoryRow {
  const [first] = changes;
  const { finding, commit } = first;
  const isOne = changes.length === 1;
  const stream = isOne ? project.get(finding.stream) : undefined;
  const position = stream && new RecordPlaces(stream.scan).positionOf(finding.file, finding.line);
  return {
    id,
    cause: finding.cause,
    severity: finding.severity,
    label: describeCause(finding.code, finding.cause).label,
    commit,
    deed: deedOf(changes),
    records: changes.reduce((sum, { records }) => sum + records, 0),
    streams: new Set(changes.map((change) => change.finding.stream)).size,
    stream: isOne ? finding.stream : null,
    resourceName: isOne ? resourceName(project, finding.stream) : null,
    reference: position === undefined ? null : { stream: finding.stream, position },
    acknowledged: known.of(id),
  };
}

export function resourceName(project: ProjectIndex, streamId: string): string {
  const stream = project.get(streamId);
  return stream === undefined ? streamId : nameOf(stream);
}

function deedOf(changes: HistoryGroup["changes"]): string {
  const [first] = changes;
  const { finding, before, after } = first;
  const records = changes.reduce((sum, change) => sum + change.records, 0);
  const where = streamsOf(changes);
  const number = finding.sequence === null ? "" : ` ${finding.sequence}`;
  switch (finding.cause) {
    case "migration": {
      const kinds = new Set(changes.flatMap((one) => describeRewrite(one.before ?? "", one.after ?? "")));
      return `Rewrote ${plural(records, "record")} in ${where}: ${[...kinds].join("; ")}`;
    }
    case "derived-events-removed":
      return `Removed ${plural(records, "derived event")} from ${where}`;
    case "content-edited":
      return `Edited record${number}`;
    case "record-removed":
      return `Removed record${number}`;
    case "record-inserted":
      return `Inserted record${number}`;
    case "records-reordered":
      return `Reordered ${plural(records, "record")}`;
    case "stream-removed":
      return `Deleted a file with ${plural(records, "record")}`;
    default:
      return before === after ? "Touched the record" : describeCause(finding.code, finding.cause).label;
  }
}

function streamsOf(changes: HistoryGroup["changes"]): string {
  return plural(new Set(changes.map(({ finding }) => finding.stream)).size, "stream");
}
