import { z } from "zod";
import { plural } from "../text/plural.ts";
import type { Finding } from "./finding.ts";
import { describeCause } from "./finding-causes.ts";
import { findingId } from "./finding-id.ts";

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

/** Characters of base64 that one line takes in `lines`: the first 6 bytes of its SHA-256. */
export const PRINT_CHARACTERS = 8;

export const anchoredFileSchema = z.strictObject({
  /** Below `.semiont/events`, with `/`. */
  path: z.string().min(1),
  /** Bytes. */
  size: z.int().nonnegative(),
  /** SHA-256 of these bytes, lower-case hex: the proof. */
  digest: sha256Schema,
  /** A print of each line: no proof, but it tells at which line a file that differs begins to differ. */
  lines: z.string().regex(/^(?:[A-Za-z0-9+/]{8})*$/),
});
export type AnchoredFile = z.infer<typeof anchoredFileSchema>;

export const anchoredStreamSchema = z.strictObject({
  stream: z.string().min(1),
  events: z.int().nonnegative(),
  /** The last record: its number and SHA-256 of its event. Null for a stream without records. */
  head: z.strictObject({ sequence: z.int(), checksum: sha256Schema }).nullable(),
  files: z.array(anchoredFileSchema),
});
export type AnchoredStream = z.infer<typeof anchoredStreamSchema>;

export const anchorSchema = z.strictObject({
  format: z.literal("semiont-anchor"),
  version: z.literal(1),
  savedAt: z.iso.datetime(),
  project: z.string(),
  /** SHA-256 over all streams, lower-case hex: noted elsewhere, it vouches for the anchor itself. */
  root: sha256Schema,
  streams: z.array(anchoredStreamSchema),
});
/** The state of a log at one moment, to hold a later state against. */
export type Anchor = z.infer<typeof anchorSchema>;

/** The text whose SHA-256 is the root of an anchor: what it says of the streams, one line each, in order of their ids. */
export function rootText(streams: readonly AnchoredStream[]): string {
  return inOrder(streams)
    .map(({ stream, events, head, files }) =>
      JSON.stringify([
        stream,
        events,
        head === null ? null : [head.sequence, head.checksum],
        inOrder(files).map(({ path, size, digest }) => [path, size, digest]),
      ]),
    )
    .join("\n");
}

/** How an anchored file stands today. */
export type AnchoredFileToday =
  | { readonly state: "missing" }
  /** `digest` and `lines` are of as many bytes as were anchored, or of all where there are fewer. */
  | { readonly state: "read"; readonly size: number; readonly digest: string; readonly lines: string }
  | { readonly state: "unreadable"; readonly message: string };

/** What holding today's log against an anchor showed. */
export interface AnchorComparison {
  /** Whether today's log is the anchored one, and what was appended since. */
  readonly extends: boolean;
  readonly savedAt: string;
  readonly root: string;
  /** Streams by how they stand to the anchor. */
  readonly counts: {
    readonly unchanged: number;
    readonly grown: number;
    readonly added: number;
    readonly diverged: number;
  };
  /** The first divergence of each file that diverged. */
  readonly findings: readonly Finding[];
}

/**
 * Holds today's log against an anchor. Every anchored byte has to be where it was; a file that was followed by another
 * may not have grown either, since its growth would stand in the middle of the stream.
 * @param today by the path of each anchored file
 * @param streamsToday ids of the streams that there are now
 */
export function compareWithAnchor(
  anchor: Anchor,
  today: ReadonlyMap<string, AnchoredFileToday>,
  streamsToday: ReadonlySet<string>,
): AnchorComparison {
  const findings: Finding[] = [];
  const counts = { unchanged: 0, grown: 0, added: 0, diverged: 0 };
  const known = new Set<string>();
  for (const stream of anchor.streams) {
    known.add(stream.stream);
    const divergences = divergencesOf(stream, today, streamsToday);
    findings.push(...divergences);
    if (divergences.length > 0) counts.diverged += 1;
    else if (hasGrown(stream, today)) counts.grown += 1;
    else counts.unchanged += 1;
  }
  for (const stream of streamsToday) if (!known.has(stream)) counts.added += 1;
  return { extends: findings.length === 0, savedAt: anchor.savedAt, root: anchor.root, counts, findings };
}

function hasGrown({ files }: AnchoredStream, today: ReadonlyMap<string, AnchoredFileToday>): boolean {
  return files.some(({ path, size }) => {
    const now = today.get(path);
    return now?.state === "read" && now.size > size;
  });
}

function divergencesOf(
  { stream, events, head, files }: AnchoredStream,
  today: ReadonlyMap<string, AnchoredFileToday>,
  streamsToday: ReadonlySet<string>,
): readonly Finding[] {
  if (!streamsToday.has(stream)) {
    const what = `The anchor has “${stream}” with ${plural(events, "event")}, and today's log has no such stream.`;
    return [finding("stream-missing", what, { stream, sequence: head?.sequence ?? null, expected: head?.checksum })];
  }
  return files.flatMap((file, index): readonly Finding[] => {
    const found = fileDivergence(stream, file, today.get(file.path) ?? { state: "missing" }, index < files.length - 1);
    return found === undefined ? [] : [found];
  });
}

function fileDivergence(
  stream: string,
  file: AnchoredFile,
  now: AnchoredFileToday,
  isFollowed: boolean,
): Finding | undefined {
  const { path, size, digest } = file;
  if (now.state === "missing") {
    return finding("log-shortened", `${path} had ${plural(size, "byte")} when it was anchored, and is gone.`, {
      stream,
      path,
      expected: digest,
    });
  }
  if (now.state === "unreadable") {
    return finding("history-changed", `${path} cannot be read: ${now.message}`, { stream, path, expected: digest });
  }
  if (now.digest === digest) {
    if (!isFollowed || now.size === size) return undefined;
    const what = `${path} has grown by ${plural(now.size - size, "byte")}, although another file of the stream followed it already.`;
    return finding("history-changed", what, { stream, path, line: null, offset: size, expected: digest });
  }
  const line = firstDifference(file.lines, now.lines);
  // Nothing that is still there differs: the end was cut off.
  const isShortened = now.size < size && (line - 1) * PRINT_CHARACTERS >= now.lines.length;
  return isShortened
    ? finding(
        "log-shortened",
        `${path} had ${plural(size, "byte")} when it was anchored, and has ${now.size.toLocaleString("en")} now.`,
        {
          stream,
          path,
          line,
          offset: now.size,
          expected: digest,
          actual: now.digest,
        },
      )
    : finding("history-changed", `${path} differs from what was anchored, from line ${line} on.`, {
        stream,
        path,
        line,
        expected: digest,
        actual: now.digest,
      });
}

/** @returns the first line, from 1, whose print differs or that only one of the two has. */
function firstDifference(anchored: string, now: string): number {
  let start = 0;
  while (start < anchored.length && sliceOf(anchored, start) === sliceOf(now, start)) start += PRINT_CHARACTERS;
  return start / PRINT_CHARACTERS + 1;
}

function sliceOf(prints: string, start: number): string {
  return prints.slice(start, start + PRINT_CHARACTERS);
}

interface Divergence {
  readonly stream: string;
  readonly path?: string;
  readonly line?: number | null;
  readonly offset?: number;
  readonly sequence?: number | null;
  readonly expected?: string | undefined;
  readonly actual?: string;
}

function finding(
  cause: "stream-missing" | "log-shortened" | "history-changed",
  what: string,
  { stream, path, line = null, offset, sequence = null, expected, actual }: Divergence,
): Finding {
  const code = "anchor-divergence";
  const { severity, explanation } = describeCause(code, cause);
  return {
    id: findingId(code, path ?? stream, offset ?? line ?? 0, expected ?? null, actual ?? null),
    code,
    cause,
    severity,
    stream,
    file: path === undefined ? null : `.semiont/events/${path}`,
    line,
    offset: offset ?? null,
    sequence,
    eventId: null,
    expected: expected ?? null,
    actual: actual ?? null,
    message: `${what} ${explanation}`,
  };
}

/** By id or path, in UTF-16 code units: the same everywhere. */
function inOrder<T extends { readonly stream: string } | { readonly path: string }>(items: readonly T[]): readonly T[] {
  const keyOf = (item: T) => ("stream" in item ? item.stream : item.path);
  return items.toSorted((left, right) => (keyOf(left) < keyOf(right) ? -1 : keyOf(left) > keyOf(right) ? 1 : 0));
}
