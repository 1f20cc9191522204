export const SEVERITIES = ["info", "explained", "suspect"] as const;
export type Severity = (typeof SEVERITIES)[number];

interface CauseDefinition {
  readonly severity: Severity;
  /** A few words for a list. */
  readonly label: string;
  /**
   * What it means and what to do, for somebody who did not build this. Stands behind what was seen, and for all that was seen
   * by itself: it neither says that again nor begins with “it”.
   */
  readonly explanation: string;
}

/**
 * Everything the check can say, as code (what is seen) and cause (why, where that was proved).
 * A cause with severity `explained` is only given with a proof; whatever has none is `suspect`.
 */
export const FINDING_CAUSES = {
  "checksum-mismatch": {
    "renamed-by-migration": {
      severity: "explained",
      label: "Renamed by a migration",
      explanation:
        "The checksum holds again with the event's older type name put back, so only the name was changed by a migration and the content is as it was written. Nothing needs to be done.",
    },
    "content-altered": {
      severity: "suspect",
      label: "Content altered",
      explanation:
        "No known migration explains the mismatch: the content was changed after the record was written, or the checksum was. Compare the record with a backup or with git to see what was changed.",
    },
    "checksum-removed": {
      severity: "suspect",
      label: "Checksum removed",
      explanation:
        "The record after it links to this record's checksum, so it had one when that was written, and it was removed or renamed since. The content is as it was.",
    },
  },
  "link-mismatch": {
    "concurrent-append": {
      severity: "explained",
      label: "Concurrent append",
      explanation:
        "Two appends overlapped, so that what each wrote goes back to one earlier record. Update the writer so that appends to one stream wait for each other.",
    },
    copied: {
      severity: "explained",
      label: "Copied record",
      explanation: "The line was copied byte for byte, by a merge or by hand, and its link with it.",
    },
    "neighbour-misplaced": {
      severity: "explained",
      label: "Beside a misplaced record",
      explanation:
        "Only records that are themselves reported stand between this record and the one that it links to, or that one was moved. This record is intact and in its place; look at the others.",
    },
    "writer-restart": {
      severity: "explained",
      label: "Writer restarted",
      explanation:
        "Writers leave the link out when they start again without reading the end of the stream. The record has its checksum and is intact.",
    },
    "record-missing": {
      severity: "suspect",
      label: "Missing or replaced record",
      explanation:
        "The record that was written before this one was removed from the stream or replaced. Look in git or a backup for the record with the checksum that was found here.",
    },
    "record-inserted": {
      severity: "suspect",
      label: "Record put in",
      explanation:
        "The chain goes on behind the record as if it were not there, so it was put in. Ask git who did, and look whether its content is known elsewhere.",
    },
    "record-moved": {
      severity: "suspect",
      label: "Record moved",
      explanation:
        "The links prove that the record was written at another place of this stream, and no overlapping writers explain it: lines were swapped or moved. Compare the order with git or a backup.",
    },
    "link-removed": {
      severity: "suspect",
      label: "Link removed",
      explanation:
        "A writer leaves the link out in another way where a stream begins, so it was removed here or renamed. Compare the record with git or a backup.",
    },
  },
  "sequence-gap": {
    "record-removed": {
      severity: "suspect",
      label: "Record removed",
      explanation:
        "The chain does not hold across the gap, so records were removed here. Look for them in git or a backup.",
    },
    renumbered: {
      severity: "explained",
      label: "Renumbered",
      explanation:
        "The chain holds across the gap: no record that another one builds on is gone, only the numbering jumps.",
    },
    unproven: {
      severity: "suspect",
      label: "Numbers missing",
      explanation:
        "No link shows whether records are gone: there are no hashes, or the chain begins or forks here. Git may tell.",
    },
  },
  "sequence-duplicate": {
    "two-writers": {
      severity: "explained",
      label: "Two writers",
      explanation:
        "Writers that did not know of each other gave the number on two branches of a forked chain. Every record is linked.",
    },
    copied: {
      severity: "explained",
      label: "Copied record",
      explanation: "The line was copied byte for byte, and its number with it.",
    },
    renumbered: {
      severity: "explained",
      label: "Renumbered",
      explanation:
        "The two follow each other and the chain holds: order and content are proved, and views are replayed in that order. Only the numbering is off.",
    },
    "renumbered-against-chain": {
      severity: "suspect",
      label: "Renumbered against the chain",
      explanation:
        "The chain proves another order than the number gives. Numbers are not hashed, but views are replayed in their order, so changing one changes views. Compare the number with git or a backup.",
    },
    unproven: {
      severity: "suspect",
      label: "Number given twice",
      explanation: "No link shows which record belongs here. Git may tell.",
    },
  },
  "sequence-out-of-order": {
    "two-writers": {
      severity: "explained",
      label: "Two writers",
      explanation:
        "Numbers are swapped between two branches of a forked chain, by writers that did not know of each other. Every record is linked.",
    },
    "renumbered-against-chain": {
      severity: "suspect",
      label: "Renumbered against the chain",
      explanation:
        "The chain proves another order than the number gives. Numbers are not hashed, but views are replayed in their order, so changing one changes views. Compare the number with git or a backup.",
    },
    unproven: {
      severity: "suspect",
      label: "Records moved",
      explanation: "The chain does not explain the order of the numbers: records were moved. Git may tell.",
    },
  },
  "malformed-line": {
    "torn-tail": {
      severity: "explained",
      label: "Torn last line",
      explanation:
        "The last line was cut short, as happens when a writer is stopped in the middle of an append. The event was never acknowledged; the next append starts on a new line.",
    },
    "torn-append": {
      severity: "explained",
      label: "Torn append, continued",
      explanation:
        "This line was cut short by an interrupted append, and the record after it continues number and link of the record before it: no event is missing.",
    },
    "corrupt-line": {
      severity: "suspect",
      label: "Corrupt line",
      explanation:
        "Whatever event stood there is missing from views; the lines beside it are unharmed. Compare the bytes with git or a backup.",
    },
  },
  "foreign-record": {
    "other-resource": {
      severity: "suspect",
      label: "Record of another resource",
      explanation: "The record stands in the stream of another resource: it was moved or copied here.",
    },
  },
  "duplicate-event-id": {
    copied: {
      severity: "explained",
      label: "Copied record",
      explanation: "The event was copied byte for byte, by a merge or by hand. It counts twice in the view.",
    },
    "put-in-again": {
      severity: "suspect",
      label: "Event put in again",
      explanation:
        "The second time, the event has another number or link, which neither a writer nor a copy does: an old event was put in again, and takes effect again. Ask git who did.",
    },
    "different-content": {
      severity: "suspect",
      label: "One id, two contents",
      explanation: "The two events differ, and no writer gives one id to both: one of them is a forgery or an edit.",
    },
  },
  "duplicate-stream": {
    "two-places": {
      severity: "suspect",
      label: "Stream in two places",
      explanation: "Readers may see only one of the two places. Find out which is current before you merge them.",
    },
  },
  "clock-backwards": {
    clock: {
      severity: "info",
      label: "Clock went backwards",
      explanation: "Clocks differ between machines; order follows the sequence, not the time.",
    },
  },
  "shape-change": {
    era: {
      severity: "info",
      label: "Format changes",
      explanation: "A newer version wrote what follows, or a migration stopped here.",
    },
  },
  signature: {
    invalid: {
      severity: "suspect",
      label: "Signature invalid",
      explanation: "The record was signed with other content or another key.",
    },
    unverifiable: {
      severity: "info",
      label: "Signature unverifiable",
      explanation:
        "The record is signed in a form that cannot be checked, which proves nothing. The checksum still stands for the content.",
    },
  },
  "anchor-divergence": {
    "stream-missing": {
      severity: "suspect",
      label: "Anchored stream missing",
      explanation: "Restore the stream from a backup or git, or find out who removed it.",
    },
    "log-shortened": {
      severity: "suspect",
      label: "Anchored records missing at the end",
      explanation: "Records were cut off, which no chain can show by itself. Restore them from a backup or git.",
    },
    "history-changed": {
      severity: "suspect",
      label: "Anchored bytes changed",
      explanation: "History was rewritten since the anchor was saved. Compare the place with a backup or git.",
    },
  },
  "history-rewritten": {
    migration: {
      severity: "explained",
      label: "Migrated in git",
      explanation:
        "The records are in another format: each is still there under its id, and only type names, envelope and metadata differ. Nothing needs to be done.",
    },
    "derived-events-removed": {
      severity: "explained",
      label: "Derived events removed in git",
      explanation:
        "No view is made of such events (embeddings and job progress), and the content of all others was kept. Nothing is lost that cannot be computed again.",
    },
    "content-edited": {
      severity: "suspect",
      label: "Record edited in git",
      explanation:
        "The record was committed before with other content. Ask the author of the change why, or restore the earlier record.",
    },
    "record-removed": {
      severity: "suspect",
      label: "Record removed in git",
      explanation:
        "The record was committed before. Ask the author of the change why, or restore it from the commit before.",
    },
    "record-inserted": {
      severity: "suspect",
      label: "Record inserted in git",
      explanation:
        "An append-only log cannot grow between records that were committed before. Ask the author of the change why.",
    },
    "records-reordered": {
      severity: "suspect",
      label: "Records reordered in git",
      explanation: "The records were committed before in another order. Ask the author of the change why.",
    },
    "stream-removed": {
      severity: "suspect",
      label: "Stream removed in git",
      explanation:
        "The file was committed before. Ask the author of the change why, or restore it from the commit before.",
    },
  },
  "unreadable-file": {
    "read-error": {
      severity: "suspect",
      label: "File could not be read",
      explanation:
        "The file is there but could not be read, so nothing can be said about its records. Check its permissions and the disk.",
    },
  },
} as const satisfies Record<string, Record<string, CauseDefinition>>;

export type FindingCode = keyof typeof FINDING_CAUSES;
export type CauseOf<Code extends FindingCode> = keyof (typeof FINDING_CAUSES)[Code] & string;
/** Every pair that can occur. */
export type CodeAndCause = { [Code in FindingCode]: { code: Code; cause: CauseOf<Code> } }[FindingCode];
export type FindingCause = CodeAndCause["cause"];

/** What is known of a code and cause. @throws RangeError when the two do not belong together. */
export function describeCause(code: FindingCode, cause: FindingCause): CauseDefinition {
  const causes: Readonly<Record<string, CauseDefinition>> = FINDING_CAUSES[code];
  const definition = Object.hasOwn(causes, cause) ? causes[cause] : undefined;
  if (definition === undefined) {
    throw new RangeError(`“${cause}” is no cause of “${code}”.`);
  }
  return definition;
}
