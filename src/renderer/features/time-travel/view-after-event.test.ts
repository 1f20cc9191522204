import { expect, test } from "vitest";
import type { JsonValue } from "../../../shared/ipc/json-value.ts";
import { emptyView } from "../../../shared/projection/resource-view.ts";
import { viewAfterEvent } from "./view-after-event.ts";

const created: JsonValue = {
  event: {
    type: "yield:created",
    resourceId: "a1",
    id: "e1",
    userId: "did:web:example.org:users:ana",
    timestamp: "2026-04-01T10:00:00.000Z",
    version: 1,
    payload: { name: "Aurora", format: "text/plain", contentChecksum: "c", creationMethod: "api" },
  },
  metadata: { sequenceNumber: 1 },
};

test("an event is applied to the view before it", () => {
  const view = viewAfterEvent(emptyView("a1") as unknown as JsonValue, created);
  expect(view).toMatchObject({ resource: { name: "Aurora" }, annotations: { version: 1 } });
});

test("what is no view or no event is left to the host", () => {
  expect(viewAfterEvent({ entityTypes: [] }, created)).toBeNull();
  expect(viewAfterEvent(emptyView("a1") as unknown as JsonValue, { event: 3 })).toBeNull();
});
