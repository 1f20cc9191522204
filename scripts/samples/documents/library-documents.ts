import type { LibraryDocument } from "./document.ts";
import { HOUSEHOLD } from "./household.ts";
import { SCIENCE } from "./science.ts";
import { STATION_RECORDS } from "./station-records.ts";

export const LIBRARY_DOCUMENTS: readonly LibraryDocument[] = [...STATION_RECORDS, ...SCIENCE, ...HOUSEHOLD];
