export const SEVERITIES = ["info", "explained", "suspect"] as const;
export type Severity = (typeof SEVERITIES)[number];

interface CauseDefinition {
  readonly severity: Severity;
  /** A few words for a list. */
  readonly label: string;
  /** What it means and what to do, for somebody who did not build this. */
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
        "The record does not have the checksum that it was written with, and no known migration explains it. Compare it with a backup or with git to see what was changed.",
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
        "The record links to an earlier record of this stream: two appends overlapped, and what each wrote goes back to one parent. Update the writer so that appends to one stream wait for each other.",
    },
    copied: {
      severity: "explained",
      label: "Copied record",
      explanation:
        "The same line stands twice, byte for byte, so the second links as the first does. It was copied, by a merge or by hand.",
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
        "The record carries a checksum but no link to the record before it, as writers do that start again without reading the end of the stream. The record itself is intact.",
    },
    "record-missing": {
      severity: "suspect",
      label: "Missing or replaced record",
      explanation:
        "The record links to a checksum that no record of this stream has, so the record before it was removed or replaced. Look in git or a backup for the record with the checksum that was found here.",
    },
    "record-inserted": {
      severity: "suspect",
      label: "Record put in",
      explanation:
        "The record links to nothing in this stream, and the chain goes on behind it as if it were not there: it was put in. Ask git who did, and look whether its content is known elsewhere.",
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
        "The record has no link, and not in the way in which a writer leaves it out where a stream begins: it was removed or renamed. Compare the record with git or a backup.",
    },
  },
  "sequence-gap": {
    "record-removed": {
      severity: "suspect",
      label: "Record removed",
      explanation:
        "Numbers are missing and the chain does not hold across the gap, so records were removed here. Look for them in git or a backup.",
    },
    renumbered: {
      severity: "explained",
      label: "Renumbered",
      explanation:
        "Numbers are missing, but the chain holds across the gap: no record that another one builds on is gone, only the numbering jumps.",
    },
    unproven: {
      severity: "suspect",
      label: "Numbers missing",
      explanation:
        "Numbers are missing and no link shows whether records are gone: there are no hashes, or the chain begins or forks here. Git may tell.",
    },
  },
  "sequence-duplicate": {
    "two-writers": {
      severity: "explained",
      label: "Two writers",
      explanation:
        "The same number was given twice on two branches of a forked chain, by writers that did not know of each other. Every record is linked.",
    },
    copied: {
      severity: "explained",
      label: "Copied record",
      explanation: "The same line stands twice, byte for byte, and its number with it.",
    },
    renumbered: {
      severity: "explained",
      label: "Renumbered",
      explanation:
        "The same number stands twice in a row, but the chain holds: order and content are proved, and views are replayed in that order. Only the numbering is off.",
    },
    "renumbered-against-chain": {
      severity: "suspect",
      label: "Renumbered against the chain",
      explanation:
        "The number stands elsewhere too, and the chain proves another order than it gives. Numbers are not hashed, but views are replayed in their order, so changing one changes views. Compare the number with git or a backup.",
    },
    unproven: {
      severity: "suspect",
      label: "Number given twice",
      explanation: "The same number stands twice and no link shows which record belongs here. Git may tell.",
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
      explanation: "Numbers run backwards and the chain does not explain it: records were moved. Git may tell.",
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
        "This line is not a JSON record, so its event cannot be read. Its neighbours are unharmed. Compare the bytes with git or a backup.",
    },
  },
  "foreign-record": {
    "other-resource": {
      severity: "suspect",
      label: "Record of another resource",
      explanation: "The record names another resource than the stream it stands in. It was moved or copied here.",
    },
  },
  "duplicate-event-id": {
    copied: {
      severity: "explained",
      label: "Copied record",
      explanation:
        "The same event stands twice, byte for byte: it was copied, by a merge or by hand. It counts twice in the view.",
    },
    "put-in-again": {
      severity: "suspect",
      label: "Event put in again",
      explanation:
        "The same event stands twice, the second time with another number or link, which neither a writer nor a copy does: an old event was put in again, and takes effect again. Ask git who did.",
    },
    "different-content": {
      severity: "suspect",
      label: "One id, two contents",
      explanation: "Two different events carry the same id, which no writer does. One of them is a forgery or an edit.",
    },
  },
  "duplicate-stream": {
    "two-places": {
      severity: "suspect",
      label: "Stream in two places",
      explanation:
        "The log has this resource in two folders or layouts, and readers may see only one of them. Find out which is current before you merge them.",
    },
  },
  "clock-backwards": {
    clock: {
      severity: "info",
      label: "Clock went backwards",
      explanation:
        "The record's time is earlier than that of the record before it. Clocks differ between machines; order follows the sequence, not the time.",
    },
  },
  "shape-change": {
    era: {
      severity: "info",
      label: "Format changes",
      explanation:
        "From this record on the stream is written in another format: a newer version wrote it, or a migration stopped here.",
    },
  },
  signature: {
    invalid: {
      severity: "suspect",
      label: "Signature invalid",
      explanation: "The record is signed, and the signature does not belong to this content or this key.",
    },
    unverifiable: {
      severity: "info",
      label: "Signature unverifiable",
      explanation:
        "The record carries a signature in a form that cannot be checked, so it proves nothing. The checksum still stands for the content.",
    },
  },
  "anchor-divergence": {
    "stream-missing": {
      severity: "suspect",
      label: "Anchored stream missing",
      explanation:
        "The anchor knows this stream and today's log does not have it. Restore it from a backup or git, or find out who removed it.",
    },
    "log-shortened": {
      severity: "suspect",
      label: "Anchored records missing at the end",
      explanation:
        "Today's log ends before the point that was anchored, so records were cut off. No chain can show that by itself. Restore them from a backup or git.",
    },
    "history-changed": {
      severity: "suspect",
      label: "Anchored bytes changed",
      explanation:
        "The bytes differ from those that were anchored, so history was rewritten since. Compare the place with a backup or git.",
    },
  },
  "history-rewritten": {
    migration: {
      severity: "explained",
      label: "Migrated in git",
      explanation:
        "A commit rewrote the records in another format: each is still there under its id with the same content, only type names, envelope and metadata differ. Nothing needs to be done.",
    },
    "derived-events-removed": {
      severity: "explained",
      label: "Derived events removed in git",
      explanation:
        "A commit removed events that no view is made of (embeddings and job progress) and kept the content of all others. Nothing is lost that cannot be computed again.",
    },
    "content-edited": {
      severity: "suspect",
      label: "Record edited in git",
      explanation:
        "A commit changed the content of a record that was committed before. Ask its author why, or restore the earlier record.",
    },
    "record-removed": {
      severity: "suspect",
      label: "Record removed in git",
      explanation:
        "A commit removed a record that was committed before. Ask its author why, or restore the record from the commit before.",
    },
    "record-inserted": {
      severity: "suspect",
      label: "Record inserted in git",
      explanation:
        "A commit put a record between records that were committed before, where an append-only log cannot grow. Ask its author why.",
    },
    "records-reordered": {
      severity: "suspect",
      label: "Records reordered in git",
      explanation: "A commit changed the order of records that were committed before. Ask its author why.",
    },
    "stream-removed": {
      severity: "suspect",
      label: "Stream removed in git",
      explanation:
        "A commit deleted a file of the log. Ask its author why, or restore the file from the commit before.",
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
