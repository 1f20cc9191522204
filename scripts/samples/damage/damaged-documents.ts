import type { Shelf } from "../shelf.ts";
import * as content from "./content-damage.ts";
import type { Damage } from "./damage.ts";
import * as misplaced from "./misplaced-records.ts";
import * as order from "./order-damage.ts";

/** What is done to which resource of the library; every other one stays as it is. */
export function damagedResources(shelf: Shelf): readonly (readonly [resourceId: string, damage: Damage])[] {
  return [
    ...damagedDocuments(shelf).map(([key, damage]) => [shelf.find(key).resourceId, damage] as const),
    [shelf.cloneOf("exhibition-draft"), misplaced.swapsRecords],
    [shelf.cloneOf("harbour-notice"), content.removesChecksum],
  ];
}

function damagedDocuments(shelf: Shelf): readonly (readonly [key: string, damage: Damage])[] {
  return [
    ["ice-core-a7", content.altersText('"exact":"Its depth agrees with 1783"', '"exact":"Its depth agrees with 1815"')],
    ["lund-letters", content.renamesTypes],
    ["fulmar-manifest", order.forks],
    ["harbour-notice", order.removesLink],
    ["evacuation-order", order.removesRecord],
    ["magnetic-report", order.replacesRecord],
    ["strand-notebook", order.skipsNumbers],
    ["oral-history-aune", order.forksAndSkips],
    ["lund-portrait", order.removesUnchainedRecord],
    ["station-plan", order.forksAndRepeats],
    ["ice-core-a5", order.repeatsNumber],
    ["sea-ice-2025", order.repeatsUnchainedNumber],
    ["gull-count-2025", order.forksAndSwaps],
    ["gull-count-2024", order.changesNumbers],
    ["drill-manual", order.swapsUnchainedRecords],
    ["magnetograph-recalibration", content.tearsAndContinues],
    ["weather-summary", content.tearsTail],
    ["ash-analysis", content.overwritesBytes],
    ["guillemot-ledges", content.takesInRecordOf(shelf.find("gull-count-2025").resourceId)],
    ["household-book", order.putsLastEventInAgain],
    ["piano-tuning", content.reusesEventId],
    ["reading-room-rules", content.setsClockBack],
    ["poem-lomvi", content.changesShape],
    ["person-strand", content.signsFalsely],
    ["person-lund", content.signsUnreadably],
    ["vessel-fulmar", order.dropsHashes],
    ["exhibition-draft", misplaced.copiesRecord],
    ["wintering-log", misplaced.putsRecordIn],
    ["instrument-askania", misplaced.restartsWriter],
  ];
}

/** The document that a second server keeps in a place of its own. */
export const STREAM_IN_TWO_PLACES = "place-lomvi";
