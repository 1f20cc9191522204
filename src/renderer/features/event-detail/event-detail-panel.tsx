import { ChevronDown, ChevronUp, X } from "lucide-react";
import { type ReactNode, useMemo, useRef } from "react";
import { SYSTEM_STREAM } from "../../../shared/events/ids.ts";
import type { JsonPath, JsonTrail } from "../../../shared/ipc/json-value.ts";
import type { EventDetail, EventReference } from "../../../shared/ipc/model/timeline.ts";
import { viewTrailOfPayload } from "../../../shared/projection/payload-trail.ts";
import { BundleButton } from "../../app/bundle/bundle-button.tsx";
import { useCommands } from "../../app/commands.ts";
import { ErrorPanel } from "../../app/error-panel.tsx";
import { navigate } from "../../app/location.ts";
import { EventTypeMark } from "../../app/marks/marks.tsx";
import { PlaceLink } from "../../app/place-link.tsx";
import { placeOf } from "../../app/places.ts";
import { useCall } from "../../app/use-call.ts";
import { useTreeCommands } from "../../app/use-tree-commands.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { valueAt, writeJsonPath } from "../../ui/json-tree/json-path.ts";
import { JsonTree, type JsonTreeHandle } from "../../ui/json-tree/json-tree.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { useSteady } from "../../ui/use-steady.ts";
import { LineHistory } from "../integrity/history/line-history.tsx";
import { RecordReach } from "../integrity/record-reach.tsx";
import { type DetailTab, detailTabs, isTraced } from "./detail-tabs.ts";
import { eventCommands } from "./event-commands.ts";
import { EventFacts } from "./event-facts.tsx";
import { EventFindings } from "./event-findings.tsx";
import { HashProofView } from "./hash-proof.tsx";
import { RawLine } from "./raw-line.tsx";
import { RelatedEvents } from "./related-events.tsx";
import { useFileCommands } from "./use-file-commands.ts";
import { useTravelAhead } from "./use-travel-ahead.ts";
import "./event-detail.css";

export interface EventDetailPanelProps {
  readonly project: string;
  readonly reference: EventReference;
  readonly detail: DetailTab;
  onDetail(detail: DetailTab): void;
  onClose(): void;
}

/** One event: what it says, where it stands, whether it holds, and what belongs to it. It follows the selection. */
export function EventDetailPanel({ project, reference, detail, onDetail, onClose }: EventDetailPanelProps) {
  const panel = useRef<HTMLDivElement>(null);
  const { data, error, refetch } = useCall("event.read", { reference }, { keepPrevious: true });
  /** Another part begins at its beginning; the head stays gone by when it was. */
  const show = useSteady((tab: DetailTab) => {
    const { current: element } = panel;
    if (element !== null) element.scrollTop = Math.min(element.scrollTop, element.firstElementChild?.clientHeight ?? 0);
    onDetail(tab);
  });
  useCommands(
    useMemo(
      () => (data === undefined ? [] : eventCommands({ project, detail: data, tab: detail, onTab: show })),
      [project, data, detail, show],
    ),
  );
  const tree = useRef<JsonTreeHandle>(null);
  const showsTree = data !== undefined && (detail === "payload" || (detail === "trace" && !isTraced(data.row)));
  useTreeCommands(tree, { id: "event-tree", what: "the event", watches: false, shown: showsTree });
  useTravelAhead(data?.row);
  useFileCommands(data?.file ?? null, data?.line ?? null);
  if (error !== null) {
    const close = <Button onPress={onClose}>Close</Button>;
    return <ErrorPanel error={error} onRetry={() => void refetch()} actions={close} />;
  }
  if (data === undefined) return null;
  const { row } = data;
  const tabs = detailTabs(row);
  const shown = detail === "trace" && !isTraced(row) ? "payload" : detail;
  const part = () => {
    switch (shown) {
      case "payload":
        return (
          <>
            <EventFacts project={project} detail={data} />
            <JsonTree
              ref={tree}
              value={data.stored}
              label="Stored event"
              remember="event"
              isBlamable={(path) => viewTrail(data, path) !== null}
              onBlame={(path) => {
                const trail = viewTrail(data, path);
                if (trail === null) return;
                navigate(placeOf("view", { project, stream: row.reference.stream, blame: writeJsonPath(trail) }));
              }}
            />
          </>
        );
      case "raw":
        return <RawLine detail={data} />;
      case "hash":
        return <HashProofView proof={data.hash} />;
      case "related":
        return <RelatedEvents project={project} detail={data} />;
      case "trace":
        return (
          <>
            <LineHistory project={project} stream={row.reference.stream} file={data.file} line={data.line} />
            <RecordReach project={project} reference={row.reference} />
          </>
        );
    }
  };
  return (
    <div ref={panel} className="event-detail">
      <header className="event-detail-head">
        <div className="event-detail-title">
          <EventTypeMark type={row.recordedType} flow={row.flow} />
          <span className="faint figure">#{row.sequence}</span>
          <span className="event-detail-tools">
            <Neighbour
              project={project}
              detail={detail}
              reference={data.previous}
              label="The event before"
              icon={<ChevronUp size={15} aria-hidden />}
            />
            <Neighbour
              project={project}
              detail={detail}
              reference={data.next}
              label="The event after"
              icon={<ChevronDown size={15} aria-hidden />}
            />
            <BundleButton />
            <IconButton size="small" label="Close the event" icon={<X size={15} />} onPress={onClose} />
          </span>
        </div>
        <h2 className="event-detail-summary">{row.summary}</h2>
        <EventFindings project={project} findings={data.findings} stream={row.reference.stream} event={row.reference} />
      </header>
      <Tabs
        label="Parts of the event"
        tabs={tabs.map(({ id, label }) => ({ id, label: id === "related" ? withCount(label, data) : label }))}
        selected={shown}
        onSelect={show}
      >
        {part()}
      </Tabs>
    </div>
  );
}

function withCount(label: string, { related }: EventDetail) {
  const count = related.reduce((sum, { total }) => sum + total, 0);
  return (
    <>
      {label}
      {count === 0 ? null : <span className="tab-count">{count}</span>}
    </>
  );
}

/** Where the view of the resource holds a value of the event. */
function viewTrail({ row, stored }: EventDetail, path: JsonPath): JsonTrail | null {
  const [event, payload, ...inner] = path;
  if (row.reference.stream === SYSTEM_STREAM || event !== "event" || payload !== "payload") return null;
  return viewTrailOfPayload(row.type, valueAt(stored, ["event", "payload"]) ?? null, inner);
}

interface NeighbourProps {
  readonly project: string;
  readonly detail: DetailTab;
  readonly reference: EventReference | null;
  readonly label: string;
  readonly icon: ReactNode;
}

function Neighbour({ project, detail, reference, label, icon }: NeighbourProps) {
  if (reference === null) return null;
  const place = placeOf("stream-timeline", { project, stream: reference.stream, event: reference, detail });
  return (
    <PlaceLink to={place} label={label} title={label} className="button button-quiet button-icon button-small">
      {icon}
    </PlaceLink>
  );
}
