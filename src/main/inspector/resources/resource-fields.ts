import type { DescribedFields } from "../../../shared/filter/described-fields.ts";
import type { ResourceRow } from "../../../shared/ipc/model/resources.ts";

/** What the table of resources can be filtered by. */
export const RESOURCE_FIELDS: DescribedFields<ResourceRow> = {
  name: { kind: "text", meaning: "the name", read: ({ name }) => name },
  verdict: {
    kind: "text",
    whole: true,
    meaning: "what the check says: verified, unchained, explained, suspect or unreadable",
    read: ({ verdict }) => verdict,
  },
  drift: {
    kind: "text",
    whole: true,
    meaning: "how the view on disk is: identical, differs, missing, stale, unreadable or unknown",
    read: ({ drift }) => drift,
  },
  tag: { kind: "text", meaning: "an entity type", read: ({ entityTypes }) => entityTypes },
  media: { kind: "text", meaning: "the media type of the content", read: ({ mediaType }) => mediaType },
  uri: { kind: "text", meaning: "where the content is kept", read: ({ storageUri }) => storageUri },
  events: { kind: "number", meaning: "how many events it has", read: ({ events }) => events },
  annotations: { kind: "number", meaning: "how many annotations it has", read: ({ annotations }) => annotations },
  bytes: { kind: "number", meaning: "the size of its log", read: ({ bytes }) => bytes },
  since: {
    kind: "from",
    meaning: "whose last event is at this time or later, in UTC",
    read: ({ lastEventAt }) => timeOf(lastEventAt),
  },
  until: {
    kind: "until",
    meaning: "whose last event is not after this time, in UTC",
    read: ({ lastEventAt }) => timeOf(lastEventAt),
  },
  created: {
    kind: "at",
    meaning: "whose first event is at this time, day, month or year, in UTC",
    read: ({ firstEventAt }) => timeOf(firstEventAt),
  },
  is: {
    kind: "flag",
    meaning: "what the resource is",
    flags: {
      archived: ({ archived }) => archived,
      active: ({ archived }) => !archived,
      system: ({ isSystem }) => isSystem,
    },
  },
  has: {
    kind: "flag",
    meaning: "what the resource has",
    flags: {
      finding: ({ findings }) => findings.suspect + findings.explained + findings.info > 0,
      suspect: ({ findings }) => findings.suspect > 0,
      annotations: ({ annotations }) => annotations > 0,
      tag: ({ entityTypes }) => entityTypes.length > 0,
      uri: ({ storageUri }) => storageUri !== null,
    },
  },
  id: { kind: "text", meaning: "the id", read: ({ stream }) => stream },
};

/** Milliseconds since 1970; null for what is no time. */
export function timeOf(timestamp: string | null): number | null {
  const time = timestamp === null ? Number.NaN : Date.parse(timestamp);
  return Number.isNaN(time) ? null : time;
}
