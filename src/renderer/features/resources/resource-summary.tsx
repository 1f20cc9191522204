import { X } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { SYSTEM_STREAM } from "../../../shared/events/ids.ts";
import { exactTerm } from "../../../shared/filter/write-filter.ts";
import { VERDICT_WORDS } from "../../../shared/integrity/verdict.ts";
import type { ResourceRow } from "../../../shared/ipc/model/resources.ts";
import { BundleButton } from "../../app/bundle/bundle-button.tsx";
import { type Command, useCommands } from "../../app/commands.ts";
import { DRIFT_WORDS, DriftMark, VerdictMark } from "../../app/marks/marks.tsx";
import { copyText } from "../../app/notice.tsx";
import { PlaceLink } from "../../app/place-link.tsx";
import { placeOf } from "../../app/places.ts";
import { useCall } from "../../app/use-call.ts";
import { IconButton } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { countOf, formatBytes, formatCount } from "../../ui/numbers.ts";
import { Timestamp } from "../../ui/timestamp.tsx";
import { writeEntityTypes } from "./resource-columns.tsx";

export interface ResourceSummaryProps {
  readonly project: string;
  readonly stream: string;
  onClose(): void;
}

/** What is known of the selected resource, and the ways into it. */
export function ResourceSummary({ project, stream, onClose }: ResourceSummaryProps) {
  const { data, isPending } = useCall(
    "resources.query",
    { filter: exactTerm("id", stream), sort: { column: "name", direction: "ascending" }, offset: 0, limit: 1 },
    { keepPrevious: true },
  );
  const row = data?.rows[0];
  const storageUri = row?.storageUri ?? null;
  useCommands(
    useMemo((): readonly Command[] => {
      const copy = (id: string, title: string, what: string, text: string): Command => ({
        id: `resource.copy.${id}`,
        title,
        group: "This place",
        words: "clipboard",
        run: () => void copyText(text, what),
      });
      return [
        copy("id", "Copy the id of the resource", "Id", stream),
        ...(storageUri === null ? [] : [copy("storage", "Copy the storage address", "Storage address", storageUri)]),
      ];
    }, [stream, storageUri]),
  );
  return (
    <div className="resource-summary">
      <header className="resource-summary-head">
        <h2 className="resource-summary-name" title={row?.name ?? stream}>
          {row?.name ?? stream}
        </h2>
        <BundleButton />
        <IconButton label="Close the summary" icon={<X size={15} />} size="small" onPress={onClose} />
      </header>
      {row === undefined ? (
        <p className="muted">{isPending ? "" : `There is no resource with the id ${stream} any more.`}</p>
      ) : (
        <Facts project={project} row={row} />
      )}
    </div>
  );
}

function Facts({ project, row }: { readonly project: string; readonly row: ResourceRow }) {
  const { stream, findings } = row;
  return (
    <>
      <ul className="resource-summary-ways">
        <li>
          <PlaceLink to={placeOf("stream-timeline", { project, stream })}>Timeline</PlaceLink>
        </li>
        {stream === SYSTEM_STREAM ? null : (
          <>
            <li>
              <PlaceLink to={placeOf("view", { project, stream })}>Time travel</PlaceLink>
            </li>
            <li>
              <PlaceLink to={placeOf("difference", { project, stream })}>Differences</PlaceLink>
            </li>
          </>
        )}
        <li>
          <PlaceLink to={placeOf("chain", { project, stream })}>Chain</PlaceLink>
        </li>
      </ul>
      <dl className="facts">
        <Fact name="Verdict">
          <VerdictMark verdict={row.verdict} />
          <p className="fact-note">{VERDICT_WORDS[row.verdict].meaning}</p>
        </Fact>
        {findings.suspect + findings.explained + findings.info === 0 ? null : (
          <Fact name="Findings">
            <PlaceLink to={placeOf("integrity", { project, stream })}>
              {[
                findings.suspect > 0 ? `${formatCount(findings.suspect)} suspect` : null,
                findings.explained > 0 ? `${formatCount(findings.explained)} explained` : null,
                findings.info > 0 ? countOf(findings.info, "notice") : null,
              ]
                .filter(Boolean)
                .join(", ")}
            </PlaceLink>
          </Fact>
        )}
        {row.isSystem ? null : (
          <Fact name="View on disk">
            <DriftMark drift={row.drift} />
            <p className="fact-note">{DRIFT_WORDS[row.drift].meaning}</p>
          </Fact>
        )}
        <Fact name="Events">
          {formatCount(row.events)} · {formatBytes(row.bytes)}
        </Fact>
        <Fact name="First event">
          <Timestamp value={row.firstEventAt} />
        </Fact>
        <Fact name="Last event">
          <Timestamp value={row.lastEventAt} />
        </Fact>
        {row.isSystem ? null : <Fact name="Annotations">{formatCount(row.annotations)}</Fact>}
        {row.entityTypes.length === 0 ? null : <Fact name="Entity types">{writeEntityTypes(row)}</Fact>}
        {row.mediaType === null ? null : <Fact name="Media type">{row.mediaType}</Fact>}
        {row.storageUri === null ? null : (
          <Fact name="Stored at">
            <Copyable text={row.storageUri} label="Copy the storage address" />
          </Fact>
        )}
        {row.archived ? <Fact name="State">Archived</Fact> : null}
        <Fact name="Id">
          <Copyable text={stream} label="Copy the id" />
        </Fact>
      </dl>
    </>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Copyable({ text, label }: { readonly text: string; readonly label: string }) {
  return (
    <span className="copyable">
      <code>{text}</code>
      <CopyButton text={text} label={label} />
    </span>
  );
}
