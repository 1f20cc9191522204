import type { Annotation } from "../events/annotation.ts";
import type { ResourceEvent } from "../events/catalogue.ts";
import { isRecordedObject, type RecordedObject } from "../events/recorded-value.ts";
import { updateBody } from "./annotation-body.ts";
import { KeyedList } from "./keyed-list.ts";
import { DescriptorProjection } from "./resource-descriptor.ts";
import type { ResourceView } from "./resource-view.ts";

/**
 * The view of one resource while events are applied to it, each in constant time. Nothing an event or an earlier view
 * holds is ever changed, so `view()` may be kept as a checkpoint and resumed from at will.
 */
export class ResourceProjection {
  readonly #resourceId: string;
  readonly #resource: DescriptorProjection;
  readonly #annotations: KeyedList<string, Annotation>;
  #version: number;
  #updatedAt: string;

  /** Goes on from a view; a new resource starts from {@link emptyView}. */
  constructor(view: ResourceView) {
    this.#resourceId = view.annotations.resourceId;
    this.#resource = new DescriptorProjection(view.resource);
    this.#annotations = new KeyedList(({ id }) => id, view.annotations.annotations);
    this.#version = view.annotations.version;
    this.#updatedAt = view.annotations.updatedAt;
  }

  /** How many events the view holds. */
  get version(): number {
    return this.#version;
  }

  /** Events must come in sequence order. One with an unknown type or an unreadable payload only counts. */
  apply(event: ResourceEvent): void {
    if (isRecordedObject(event.payload)) {
      this.#resource.apply(event, event.payload);
      this.#applyToAnnotations(event, event.payload);
    }
    this.#version += 1;
    this.#updatedAt = event.timestamp ?? this.#updatedAt;
  }

  view(): ResourceView {
    return {
      resource: this.#resource.descriptor(),
      annotations: {
        resourceId: this.#resourceId,
        annotations: this.#annotations.toArray(),
        version: this.#version,
        updatedAt: this.#updatedAt,
      },
    };
  }

  #applyToAnnotations(
    { type, timestamp }: ResourceEvent,
    { annotation, annotationId, operations }: RecordedObject,
  ): void {
    if (type === "mark:added") {
      if (isAnnotation(annotation)) this.#annotations.add(annotation);
    } else if (type === "mark:removed") {
      if (typeof annotationId === "string") this.#annotations.remove(annotationId);
    } else if (type === "mark:body-updated") {
      if (typeof annotationId !== "string") return;
      this.#annotations.updateFirst(annotationId, (found) => updateBody(found, operations, timestamp));
    }
  }
}

/** The view after one more event. Costs the size of the view; to replay many, use a {@link ResourceProjection}. */
export function applyEvent(view: ResourceView, event: ResourceEvent): ResourceView {
  const projection = new ResourceProjection(view);
  projection.apply(event);
  return projection.view();
}

function isAnnotation(value: unknown): value is Annotation {
  return isRecordedObject(value) && typeof value.id === "string";
}
