import { Archive } from "lucide-react";
import type { RESOURCE_COLUMNS, ResourceRow } from "../../../shared/ipc/model/resources.ts";
import { shownText } from "../../../shared/text/harmless-text.ts";
import { DriftMark, VerdictMark } from "../../app/marks/marks.tsx";
import type { Column } from "../../ui/data-table/column.ts";
import { formatBytes, formatCount } from "../../ui/numbers.ts";
import { Timestamp } from "../../ui/timestamp.tsx";

/** The entity types of a resource on one line. */
export function writeEntityTypes({
  entityTypes,
  entityTypeCount,
}: Pick<ResourceRow, "entityTypes" | "entityTypeCount">): string {
  const more = entityTypeCount - entityTypes.length;
  return shownText(entityTypes.join(", ")) + (more > 0 ? ` and ${formatCount(more)} more` : "");
}

export type ResourceColumn = (typeof RESOURCE_COLUMNS)[number];

export const RESOURCE_TABLE: readonly Column<ResourceRow, ResourceColumn>[] = [
  {
    id: "name",
    isText: true,
    header: "Name",
    width: 220,
    grow: 3,
    sortable: true,
    cell: ({ name, archived }) => (
      <>
        {archived ? <Archive size={13} className="faint resource-sign" aria-label="Archived" /> : null}
        {name}
      </>
    ),
    className: ({ isSystem, archived }) => (archived || isSystem ? "muted" : "resource-name"),
    title: ({ name }) => name,
  },
  {
    id: "verdict",
    header: "Verdict",
    width: 104,
    sortable: true,
    cell: ({ verdict }) => <VerdictMark verdict={verdict} plain />,
  },
  {
    id: "drift",
    header: "View on disk",
    description: "Whether the view on disk is what a rebuild from the log gives",
    width: 104,
    sortable: true,
    cell: ({ drift }) => <DriftMark drift={drift} />,
  },
  {
    id: "events",
    isText: true,
    header: "Events",
    width: 72,
    align: "end",
    sortable: true,
    cell: ({ events }) => formatCount(events),
  },
  {
    id: "annotations",
    isText: true,
    header: "Annotations",
    width: 92,
    align: "end",
    sortable: true,
    cell: ({ annotations }) => formatCount(annotations),
  },
  {
    id: "lastEventAt",
    isText: true,
    header: "Last activity",
    width: 160,
    sortable: true,
    align: "end",
    cell: ({ lastEventAt }) => <Timestamp value={lastEventAt} />,
  },
  {
    id: "entityTypes",
    isText: true,
    header: "Entity types",
    width: 120,
    grow: 1,
    sortable: true,
    cell: writeEntityTypes,
    className: () => "muted",
    title: writeEntityTypes,
  },
  {
    id: "bytes",
    isText: true,
    header: "Size",
    width: 76,
    align: "end",
    sortable: true,
    cell: ({ bytes }) => formatBytes(bytes),
  },
  {
    id: "stream",
    isText: true,
    header: "Id",
    width: 150,
    grow: 0.6,
    sortable: true,
    cell: ({ stream }) => stream,
    className: () => "muted data-table-code",
    title: ({ stream }) => stream,
  },
];
