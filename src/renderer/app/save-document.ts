import type { ExportedDocument } from "../../shared/ipc/model/integrity.ts";

/** Hands a document to the person: the browser saves it, the desktop asks where. */
export function saveDocument({ fileName, mediaType, content }: ExportedDocument): void {
  const address = URL.createObjectURL(new Blob([content], { type: mediaType }));
  const link = document.createElement("a");
  link.href = address;
  link.download = fileName;
  link.click();
  // The download has begun with the click; the text need not stay in memory.
  URL.revokeObjectURL(address);
}
