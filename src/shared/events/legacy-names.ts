/** Names that event types had in earlier eras, each with the name it has today. */
const CURRENT_NAMES: ReadonlyMap<string, string> = new Map([
  ["resource.created", "yield:created"],
  ["resource.cloned", "yield:cloned"],
  ["resource.updated", "yield:updated"],
  ["resource.moved", "yield:moved"],
  ["resource.archived", "mark:archived"],
  ["resource.unarchived", "mark:unarchived"],
  ["representation.added", "yield:representation-added"],
  ["representation.removed", "yield:representation-removed"],
  ["annotation.added", "mark:added"],
  ["annotation.removed", "mark:removed"],
  ["annotation.deleted", "mark:removed"],
  ["annotation.body.updated", "mark:body-updated"],
  ["entitytag.added", "mark:entity-tag-added"],
  ["entitytag.removed", "mark:entity-tag-removed"],
  ["entitytype.added", "mark:entity-type-added"],
  ["frame:entity-type-added", "mark:entity-type-added"],
  ["tagschema.added", "frame:tag-schema-added"],
  ["job.started", "job:started"],
  ["job.progress", "job:progress"],
  ["job.completed", "job:completed"],
  ["job.failed", "job:failed"],
  ["embedding.computed", "embedding:computed"],
  ["embedding.deleted", "embedding:deleted"],
]);

const LEGACY_NAMES: ReadonlyMap<string, readonly string[]> = Map.groupBy(
  CURRENT_NAMES.keys(),
  (legacyName) => CURRENT_NAMES.get(legacyName) ?? legacyName,
);

/** Today's name of an event type; the name itself when it is current or unknown. */
export function currentEventName(name: string): string {
  return CURRENT_NAMES.get(name) ?? name;
}

/** Every name the type had before, to try when a checksum may have been taken under one of them. */
export function legacyEventNames(currentName: string): readonly string[] {
  return LEGACY_NAMES.get(currentName) ?? [];
}
