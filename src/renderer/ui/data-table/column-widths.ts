import { useMemo, useSyncExternalStore } from "react";
import { onFilled, onRemembered, readRemembered, remember } from "../remembered-values.ts";

/** In pixels. */
export const LEAST_WIDTH = 48;
export const MOST_WIDTH = 1200;
const STEP = 8;
const LARGE_STEP = 40;

/** By column, in pixels; a column that is not among them has its own width. */
export type ChosenWidths = Readonly<Record<string, number>>;

/** Widths that a person gave to the columns of a table, remembered on this machine. */
export function useColumnWidths(table: string): ChosenWidths {
  const stored = useSyncExternalStore(subscribe, () => readRemembered(keyOf(table)));
  return useMemo(() => parseWidths(stored), [stored]);
}

/** @param width null gives the column its own width back */
export function chooseWidth(table: string, column: string, width: number | null): void {
  const { [column]: _, ...others } = parseWidths(readRemembered(keyOf(table)));
  writeWidths(table, width === null ? others : { ...others, [column]: clamp(width) });
}

export function giveWidthsBack(table: string): void {
  writeWidths(table, {});
}

/** What a key at the edge of a column makes of its width; null for the column's own, undefined for other keys. */
export function widthByKey(
  { key, shiftKey }: Pick<KeyboardEvent, "key" | "shiftKey">,
  width: number,
): number | null | undefined {
  const step = shiftKey ? LARGE_STEP : STEP;
  switch (key) {
    case "ArrowLeft":
      return clamp(width - step);
    case "ArrowRight":
      return clamp(width + step);
    case "Enter":
      return null;
    default:
      return undefined;
  }
}

/** The edge of a column, for what leads there. */
export function edgeId(table: string, column: string): string {
  return `edge-${table}-${column}`;
}

function keyOf(table: string): string {
  return `widths:${table}`;
}

function writeWidths(table: string, widths: ChosenWidths): void {
  if (Object.keys(widths).length === 0 && readRemembered(keyOf(table)) === null) return;
  remember(keyOf(table), JSON.stringify(widths));
}

function parseWidths(stored: string | null): ChosenWidths {
  try {
    const widths: unknown = JSON.parse(stored ?? "{}");
    if (typeof widths !== "object" || widths === null) return {};
    return Object.fromEntries(
      Object.entries(widths)
        .filter((entry): entry is [string, number] => typeof entry[1] === "number" && Number.isFinite(entry[1]))
        .map(([column, width]) => [column, clamp(width)]),
    );
  } catch {
    // Written by something else; the table falls back to its own widths.
    return {};
  }
}

function clamp(width: number): number {
  return Math.round(Math.min(Math.max(width, LEAST_WIDTH), MOST_WIDTH));
}

function subscribe(listener: () => void): () => void {
  const ends = [onRemembered(listener), onFilled(listener)];
  return () => {
    for (const end of ends) end();
  };
}
