import type { ResourceOutcome } from "./rebuild-resources.ts";
import type { ShardForm } from "./view-paths.ts";
import type { ViewFolder } from "./walk-views.ts";

/** What every job of a rebuilding thread needs to know. */
export interface RebuildPlaces {
  readonly eventsDir: string;
  readonly stateDir: string;
  readonly form: ShardForm;
  readonly dryRun: boolean;
}

/** What a rebuilding thread is asked. */
export type RebuildRequest =
  | { readonly kind: "walk-views"; readonly places: RebuildPlaces }
  | {
      readonly kind: "rebuild";
      readonly places: RebuildPlaces;
      readonly resources: readonly { readonly resourceId: string; readonly files: readonly string[] }[];
    };

/** One claim of a storage URI. */
export type ClaimTuple = readonly [uri: string, resourceId: string, time: number, isReleased: boolean];

/** What became of one resource, in the order of the request. */
export type OutcomeTuple = readonly [kind: ResourceOutcome["kind"], events: number, reason?: string];

/** What it answers, to each request once. Tuples cross to another thread in half the time that objects take. */
export type RebuildReply =
  | { readonly kind: "views"; readonly folder: ViewFolder }
  | { readonly kind: "rebuilt"; readonly outcomes: readonly OutcomeTuple[]; readonly claims: readonly ClaimTuple[] };
