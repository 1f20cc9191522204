import type { ExportedDocument, ExportedFile } from "../../shared/ipc/model/integrity.ts";

/** Hands a document to the person: the browser saves it, the desktop asks where. */
export function saveDocument({ fileName, mediaType, content }: ExportedDocument): void {
  save(fileName, new Blob([content], { type: mediaType }));
}

/** As {@link saveDocument}, for one that comes in parts and may be larger than the page's memory. */
export async function saveParts({ fileName, mediaType }: ExportedFile, parts: AsyncIterable<string>): Promise<void> {
  // The browser keeps blobs outside of the page, and large ones on disk.
  const kept: Blob[] = [];
  for await (const part of parts) kept.push(new Blob([part]));
  save(fileName, new Blob(kept, { type: mediaType }));
}

/** As {@link saveDocument}, for what is no text. */
export function saveBytes(fileName: string, mediaType: string, bytes: Uint8Array<ArrayBuffer>): void {
  save(fileName, new Blob([bytes], { type: mediaType }));
}

function save(fileName: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = fileName;
  link.click();
  // The download has begun with the click; the content need not stay in memory.
  URL.revokeObjectURL(address);
}
