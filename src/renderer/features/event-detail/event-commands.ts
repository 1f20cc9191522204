import { SYSTEM_STREAM } from "../../../shared/events/ids.ts";
import { exactTerm } from "../../../shared/filter/write-filter.ts";
import type { EventDetail } from "../../../shared/ipc/model/timeline.ts";
import type { Command } from "../../app/commands.ts";
import { navigate } from "../../app/location.ts";
import { copyText } from "../../app/notice.tsx";
import { type Place, placeOf } from "../../app/places.ts";
import { type DetailTab, detailTabs } from "./detail-tabs.ts";

export interface EventCommandsOptions {
  readonly project: string;
  readonly detail: EventDetail;
  readonly tab: DetailTab;
  onTab(tab: DetailTab): void;
}

const RELATED_TITLES = {
  correlation: "Events of the same correlation",
  job: "Events of the same job",
  annotation: "Events about the same annotation",
};

const COPY = "clipboard event";

/** What the buttons and links of the event panel do, as commands; each is there where its button would be. */
export function eventCommands({ project, detail, tab, onTab }: EventCommandsOptions): readonly Command[] {
  const { row, hash, findings, previous, next } = detail;
  const { reference } = row;
  const { stream } = reference;
  const commands: Command[] = [];
  const add = (id: string, title: string, run: () => void, words = "") =>
    commands.push({ id: `event.${id}`, title, group: "This place", words, run });
  const way = (id: string, title: string, to: Place, words?: string) => add(id, title, () => navigate(to), words);
  const copy = (id: string, title: string, what: string, text: string | null) => {
    if (text !== null && text !== "") add(`copy.${id}`, title, () => void copyText(text, what), COPY);
  };

  for (const { id, command } of detailTabs(row)) {
    if (id !== tab) add(`show.${id}`, command, () => onTab(id), "tab panel event");
  }
  const neighbour = (of: typeof previous) =>
    of === null ? null : placeOf("stream-timeline", { project, stream: of.stream, event: of, detail: tab });
  const [before, after] = [neighbour(previous), neighbour(next)];
  if (before !== null) way("before", "Event before this one", before, "previous");
  if (after !== null) way("after", "Event after this one", after, "next");

  // Written when it is asked for: an event can be large, and the selection moves with every key.
  add(
    "copy.json",
    "Copy the event as JSON",
    () => void copyText(JSON.stringify(detail.stored, null, 2), "Event"),
    COPY,
  );
  copy("line", "Copy the raw line of the event", "Line", detail.raw);
  copy("id", "Copy the event id", "Event id", row.eventId);
  copy("correlation", "Copy the correlation id", "Correlation id", row.correlationId);
  if (hash.state !== "absent") {
    copy("hash", "Copy the hash in the record", "Hash", hash.recorded);
    copy("computed", "Copy the hash computed from the event", "Hash", hash.computed);
    copy("hashed", "Copy the hashed text", "Hashed text", hash.text);
  }

  if (stream !== SYSTEM_STREAM) {
    way("view", "View after this event", placeOf("view", { project, stream, at: { kind: "step", step: row.step } }));
    way(
      "difference",
      "What this event changed",
      placeOf("difference", {
        project,
        stream,
        from: { kind: "step", step: row.step - 1 },
        to: { kind: "step", step: row.step },
      }),
      "difference compare diff",
    );
  }
  way("chain", "This event in the chain", placeOf("chain", { project, stream, event: reference }), "record hash");
  for (const [at, { id }] of findings.entries()) {
    const title = findings.length === 1 ? "Finding of this event" : `Finding ${at + 1} of this event`;
    way(`finding.${at}`, title, placeOf("integrity", { project, finding: id }), "integrity why");
  }
  way("user", "Events of the same user", placeOf("timeline", { project, filter: exactTerm("user", row.userId) }));
  for (const [at, { by, value }] of detail.related.entries()) {
    const filter = exactTerm(by, value);
    way(`related.${at}`, RELATED_TITLES[by], placeOf("timeline", { project, filter, order: "oldest" }), "related");
  }
  return commands;
}
