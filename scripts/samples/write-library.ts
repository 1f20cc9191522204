import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { PUBLISHED_DIALECT } from "../../src/main/event-store/log/dialect.ts";
import { encodeRecord } from "../../src/main/event-store/log/encode-record.ts";
import { getShardPath } from "../../src/main/event-store/log/shard.ts";
import { SYSTEM_STREAM } from "../../src/shared/events/ids.ts";
import type { Moment } from "./moment.ts";
import { seeded, seededEventId } from "./seeded.ts";

const CONFIG = `[project]
name = "Aurora Station Library"
version = "1.0.0"

[git]
sync = false
`;

/** Writes the library's project folder: its config and its log. */
export async function writeLibrary(projectFolder: string, moments: readonly Moment[]): Promise<void> {
  await mkdir(join(projectFolder, ".semiont"), { recursive: true });
  await writeFile(join(projectFolder, ".semiont", "config"), CONFIG);
  const ids = seeded(20_241_007);
  const files = new Map<string, { text: string; records: number; checksum: string | undefined }>();
  for (const { at, event, correlationId } of moments) {
    const stream = event.resourceId;
    const file = stream === undefined ? `${SYSTEM_STREAM}.jsonl` : `${getShardPath(stream)}/${stream}.jsonl`;
    const open = files.get(file) ?? { text: "", records: 0, checksum: undefined };
    const assigned = { id: seededEventId(ids), timestamp: new Date(at).toISOString() };
    const place = {
      sequenceNumber: open.records + 1,
      previousChecksum: open.checksum,
      file,
      line: open.records + 1,
      offset: Buffer.byteLength(open.text),
    };
    const { bytes, stored } = encodeRecord(
      { type: event.type, text: JSON.stringify(event) },
      assigned,
      PUBLISHED_DIALECT,
      place,
      correlationId,
    );
    files.set(file, { text: `${open.text}${bytes}\n`, records: open.records + 1, checksum: stored.metadata.checksum });
  }
  for (const [file, { text }] of files) {
    const path = join(projectFolder, ".semiont", "events", file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
}
