import { ArrowDown, ArrowUp, RotateCw } from "lucide-react";
import { useCallback, useMemo, useRef, useState } from "react";
import { exactTerm } from "../../../shared/filter/write-filter.ts";
import { useCommands } from "../../app/commands.ts";
import { Keys } from "../../app/keys.tsx";
import { navigate } from "../../app/location.ts";
import { VerdictMark } from "../../app/marks/marks.tsx";
import { PlaceLink } from "../../app/place-link.tsx";
import { placeOf } from "../../app/places.ts";
import type { ScreenProps } from "../../app/screen-props.ts";
import { useCall } from "../../app/use-call.ts";
import { useOperation } from "../../app/use-operation.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { countOf, formatCount } from "../../ui/numbers.ts";
import { SplitPane } from "../../ui/split-pane.tsx";
import { Toolbar, ToolbarSpace } from "../../ui/toolbar.tsx";
import type { DetailTab } from "../event-detail/detail-tabs.ts";
import { EventDetailPanel } from "../event-detail/event-detail-panel.tsx";
import { ChainList, type ChainListHandle } from "./chain-list.tsx";
import "./chain.css";

/** Findings between which the keys go. */
const MOST_FINDINGS = 500;

/** The chain of one stream, drawn: forks, breaks and changes of format where they are. */
export function ChainScreen({ place }: ScreenProps<"chain">) {
  const { project, stream, event } = place;
  const list = useRef<ChainListHandle>(null);
  const [detail, setDetail] = useState<DetailTab>("hash");
  const { state: check, start } = useOperation("integrity.verify");
  const resource = useCall("resources.query", {
    filter: exactTerm("id", stream),
    sort: { column: "name", direction: "ascending" },
    offset: 0,
    limit: 1,
  });
  const findings = useCall("integrity.findings", {
    code: null,
    cause: null,
    severity: null,
    stream,
    offset: 0,
    limit: MOST_FINDINGS,
  });
  const row = resource.data?.rows[0];
  const positions = useMemo(
    () =>
      [...new Set(findings.data?.rows.flatMap(({ reference }) => reference?.position ?? []))].sort(
        (one, other) => one - other,
      ),
    [findings.data],
  );
  const select = useCallback(
    (position: number | null) =>
      navigate({ ...place, event: position === null ? null : { stream, position } }, { replace: true }),
    [place, stream],
  );
  const step = useCallback(
    (by: 1 | -1) => {
      const now = event?.position ?? 0;
      const next = by === 1 ? positions.find((one) => one > now) : positions.findLast((one) => one < now);
      const target = next ?? (by === 1 ? positions[0] : positions.at(-1));
      if (target === undefined) return;
      select(target);
      list.current?.reveal(target);
    },
    [event, positions, select],
  );
  const verify = useCallback(() => void start({ stream }), [start, stream]);

  useCommands(
    useMemo(
      () => [
        { id: "chain.next", title: "Next record with a finding", group: "Lists", keys: ["n"], run: () => step(1) },
        {
          id: "chain.previous",
          title: "Previous record with a finding",
          group: "Lists",
          keys: ["p"],
          run: () => step(-1),
        },
        { id: "chain.verify", title: "Check this stream again", group: "This place", run: verify },
        ...(event === null
          ? []
          : [
              {
                id: "place.leave",
                title: "Close the record",
                group: "This place" as const,
                keys: ["Escape"],
                run: () => select(null),
              },
            ]),
      ],
      [step, verify, event, select],
    ),
  );

  return (
    <>
      <Toolbar label="Chain">
        {row === undefined ? null : <VerdictMark verdict={row.verdict} />}
        <span className="muted figure" role="status">
          {row === undefined ? "" : countOf(row.events, "record")}
          {positions.length === 0 ? "" : `, ${countOf(positions.length, "record")} with findings`}
          {(findings.data?.total ?? 0) > MOST_FINDINGS ? ` (the first ${formatCount(MOST_FINDINGS)} findings)` : ""}
        </span>
        <IconButton
          label="Previous finding"
          hint={<Keys written="p" />}
          icon={<ArrowUp size={15} />}
          isDisabled={positions.length === 0}
          onPress={() => step(-1)}
        />
        <IconButton
          label="Next finding"
          hint={<Keys written="n" />}
          icon={<ArrowDown size={15} />}
          isDisabled={positions.length === 0}
          onPress={() => step(1)}
        />
        <ToolbarSpace />
        <span className="chain-ways">
          <PlaceLink to={placeOf("integrity", { project, stream })}>Findings of this stream</PlaceLink>
          <PlaceLink to={placeOf("integrity", { project, show: "history", stream })}>Its history in git</PlaceLink>
        </span>
        <Button icon={<RotateCw size={14} aria-hidden />} isIdle={check.status === "running"} onPress={verify}>
          {check.status === "running" ? "Checking…" : "Check again"}
        </Button>
      </Toolbar>
      {check.status === "failed" ? (
        <p className="chain-failed" role="alert">
          {check.error.message}
        </p>
      ) : null}
      <SplitPane
        name="chain"
        sideLabel="Record"
        share={0.44}
        main={
          <ChainList
            ref={list}
            stream={stream}
            selected={event?.position ?? null}
            onSelect={select}
            onOpen={(position) =>
              navigate(placeOf("stream-timeline", { project, stream, event: { stream, position }, detail: "hash" }))
            }
          />
        }
        side={
          event === null ? null : (
            <EventDetailPanel
              project={project}
              reference={event}
              detail={detail}
              onDetail={setDetail}
              onClose={() => select(null)}
            />
          )
        }
      />
    </>
  );
}
