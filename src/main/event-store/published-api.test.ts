import { describe, expectTypeOf, test } from "vitest";
import type { Project } from "./index.ts";
import * as store from "./index.ts";

/** The names and signatures of the published text, `@semiont/event-sourcing` 0.4.15. The compiler checks them. */
describe("the published API", () => {
  test("core: the store, its log and its views", () => {
    const { createEventStore, EventBus, SemiontProject } = store;
    expectTypeOf(createEventStore)
      .toBeCallableWith(new SemiontProject("/project"), new EventBus(), {} as store.Logger)
      .returns.toEqualTypeOf<store.EventStore>();
    expectTypeOf(createEventStore).toBeCallableWith({} as Project, new EventBus());
    // @ts-expect-error The event bus is required.
    expectTypeOf(createEventStore).toBeCallableWith(new SemiontProject("/project"));

    expectTypeOf<store.EventStore["appendEvent"]>().toBeCallableWith({} as store.EventInput, { correlationId: "c" });
    expectTypeOf<store.EventStore["appendEvent"]>().returns.resolves.toEqualTypeOf<store.StoredEvent>();
    expectTypeOf<store.EventStore["log"]>().toEqualTypeOf<store.EventLog>();
    expectTypeOf<store.EventStore["views"]>().toEqualTypeOf<store.ViewManager>();

    expectTypeOf<store.EventLog["append"]>().toBeCallableWith({} as store.EventInput, {} as store.ResourceId);
    expectTypeOf<store.EventLog["append"]>().returns.resolves.toEqualTypeOf<store.StoredEvent>();
    expectTypeOf<store.EventLog["getEvents"]>().toBeCallableWith({} as store.ResourceId);
    expectTypeOf<store.EventLog["getEvents"]>().returns.resolves.toEqualTypeOf<store.StoredEvent[]>();
    expectTypeOf<store.EventLog["getAllResourceIds"]>().returns.resolves.toEqualTypeOf<store.ResourceId[]>();
    expectTypeOf<store.EventLog["storage"]>().toEqualTypeOf<store.EventStorage>();
    expectTypeOf<store.EventLog>().toExtend<store.RebuildEventSource>();
  });

  test("core: what the store needs of the core", () => {
    expectTypeOf(store.resourceId).toBeCallableWith("doc-123").returns.toEqualTypeOf<store.ResourceId>();
    expectTypeOf(store.userId).toBeCallableWith("did:web:x").returns.toEqualTypeOf<store.UserId>();
    expectTypeOf(store.CREATION_METHODS.API).toExtend<store.CreationMethod>();
    const bus = new store.EventBus();
    bus.get("mark:added").subscribe((stored) => expectTypeOf(stored.event.type).toEqualTypeOf<"mark:added">());
    bus.scope(store.resourceId("doc-123")).get("mark:added");
  });

  test("views: live, rebuilt, and kept on disk", () => {
    type Arguments = Parameters<store.ViewManager["materializeResource"]>;
    expectTypeOf<Arguments[0]>().toEqualTypeOf<store.ResourceId>();
    expectTypeOf<Arguments[1]>().toEqualTypeOf<store.StoredEvent>();
    expectTypeOf<store.ViewManager["materializeSystem"]>().toBeCallableWith("mark:entity-type-added", {});
    expectTypeOf<store.ViewManager["rebuildAll"]>().toBeCallableWith({} as store.EventLog);
    const source = { getEvents: async () => [], getAllResourceIds: async () => [] };
    expectTypeOf<store.ViewManager["rebuildAll"]>().toBeCallableWith(source);
    expectTypeOf<store.FilesystemViewStorage>().toExtend<store.ViewStorage>();
    expectTypeOf<store.ViewStorage["get"]>().returns.resolves.toEqualTypeOf<store.ResourceView | null>();
    expectTypeOf(store.ViewMaterializer).toBeConstructibleWith({} as store.ViewStorage);
  });

  test("queries, validation and the rest", () => {
    expectTypeOf(store.EventQuery).toBeConstructibleWith({} as store.EventStorage);
    expectTypeOf<store.EventQuery["getResourceEvents"]>().returns.resolves.toEqualTypeOf<store.StoredEvent[]>();
    expectTypeOf<store.EventQuery["queryEvents"]>().toBeCallableWith({
      resourceId: store.resourceId("doc-123"),
      eventTypes: ["mark:added", "mark:removed"],
      limit: 50,
    });
    expectTypeOf<store.EventQuery["queryEvents"]>().returns.resolves.toEqualTypeOf<store.StoredEvent[]>();
    const validation = new store.EventValidator().validateChain([]);
    expectTypeOf(validation.valid).toEqualTypeOf<boolean>();
    expectTypeOf(validation.errors).toEqualTypeOf<string[]>();
    expectTypeOf(store.getShardPath).toBeCallableWith("doc-123").returns.toEqualTypeOf<string>();
    expectTypeOf(store.sha256).toBeCallableWith("text").returns.toEqualTypeOf<string>();
    expectTypeOf(store.jumpConsistentHash).toBeCallableWith("key", 65_536).returns.toEqualTypeOf<number>();
    const project = new store.SemiontProject("/project", { stateDir: "/state" });
    expectTypeOf(store.resolveStorageUri).toBeCallableWith(project, "file://a.md");
    expectTypeOf(store.resolveStorageUri).returns.resolves.toEqualTypeOf<store.ResourceId>();
    expectTypeOf(store.writeStorageUriEntry).toBeCallableWith(project, "file://a.md", store.resourceId("doc-123"));
    expectTypeOf(store.removeStorageUriEntry).toBeCallableWith(project, "file://a.md");
    expectTypeOf(store.generateAnnotationId()).toEqualTypeOf<store.AnnotationId>();
  });
});
