import type { Claim } from "../../../shared/projection/storage-uri-claims.ts";
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
  | { readonly kind: "walk-views" }
  | {
      readonly kind: "rebuild";
      readonly resources: readonly { readonly resourceId: string; readonly files: readonly string[] }[];
    };

/** What it answers, to each request once. */
export type RebuildReply =
  | { readonly kind: "views"; readonly folder: ViewFolder }
  | {
      readonly kind: "rebuilt";
      readonly outcomes: readonly ResourceOutcome[];
      readonly claims: readonly (readonly [uri: string, claim: Claim])[];
    };
