import type { Claim } from "../../../shared/projection/storage-uri-claims.ts";
import type { ResourceOutcome, ResourceTask } from "./rebuild-resources.ts";

/** What a rebuilding thread is asked. */
export interface RebuildRequest {
  readonly eventsDir: string;
  readonly dryRun: boolean;
  readonly tasks: readonly (ResourceTask & { readonly files: readonly string[] })[];
}

/** What it answers: an outcome for each task, in their order. */
export interface RebuildReply {
  readonly outcomes: readonly ResourceOutcome[];
  readonly claims: readonly (readonly [uri: string, claim: Claim])[];
}
