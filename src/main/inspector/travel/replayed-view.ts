import type { ResourceEvent } from "../../../shared/events/catalogue.ts";
import { type JsonValue, jsonValueSchema } from "../../../shared/ipc/json-value.ts";
import { ResourceProjection } from "../../../shared/projection/resource-projection.ts";
import { emptyView } from "../../../shared/projection/resource-view.ts";
import { SystemProjection } from "../../../shared/projection/system-projection.ts";

/** A projection that a stream is replayed into, of a resource or of the system. */
export interface Replaying {
  apply(event: ResourceEvent): void;
  view(): JsonValue;
  /** A way to go on from here later, as often as wanted. */
  checkpoint(): () => Replaying;
}

export function startReplay(streamId: string, isSystem: boolean): Replaying {
  return isSystem ? systemReplay(new SystemProjection()) : resourceReplay(new ResourceProjection(emptyView(streamId)));
}

function resourceReplay(projection: ResourceProjection): Replaying {
  return {
    apply: (event) => projection.apply(event),
    view: () => jsonValueSchema.parse(projection.view()),
    checkpoint: () => {
      const view = projection.view();
      return () => resourceReplay(new ResourceProjection(view));
    },
  };
}

function systemReplay(projection: SystemProjection): Replaying {
  return {
    apply: (event) => projection.apply(event),
    view: () => jsonValueSchema.parse({ entityTypes: projection.entityTypes(), tagSchemas: projection.tagSchemas() }),
    checkpoint: () => {
      const [entityTypes, tagSchemas] = [projection.entityTypes(), projection.tagSchemas()];
      return () => systemReplay(new SystemProjection(entityTypes, tagSchemas));
    },
  };
}
