import { readRemembered, remember } from "../remembered-values.ts";

/** Widths that a person gave to columns, remembered on this machine. */
export function readWidths(key: string): Record<string, number> {
  try {
    const stored: unknown = JSON.parse(readRemembered(`widths:${key}`) ?? "{}");
    if (typeof stored !== "object" || stored === null) return {};
    return Object.fromEntries(
      Object.entries(stored).filter(
        (entry): entry is [string, number] => typeof entry[1] === "number" && entry[1] >= 32,
      ),
    );
  } catch {
    // Written by something else; the table falls back to its own widths.
    return {};
  }
}

export function writeWidths(key: string, widths: Readonly<Record<string, number>>): void {
  if (Object.keys(widths).length === 0 && readRemembered(`widths:${key}`) === null) return;
  remember(`widths:${key}`, JSON.stringify(widths));
}
