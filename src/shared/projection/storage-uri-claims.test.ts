import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { histories, storedStreams } from "../../testing/histories.ts";
import { StorageUriClaims } from "./storage-uri-claims.ts";

const created = (storageUri: string, second: number) => ({
  type: "yield:created",
  payload: { storageUri },
  timestamp: new Date(second * 1000).toISOString(),
});
const moved = (fromUri: string, toUri: string, second: number) => ({
  type: "yield:moved",
  payload: { fromUri, toUri },
  timestamp: new Date(second * 1000).toISOString(),
});

describe("StorageUriClaims", () => {
  test("a URI that its resource left for another belongs to the other, in whichever order they are replayed", () => {
    const left = [created("u", 1), moved("u", "v", 2)];
    const right = [created("u", 3)];
    for (const order of [
      ["left", "right"],
      ["right", "left"],
    ] as const) {
      const claims = new StorageUriClaims();
      for (const id of order) for (const event of id === "left" ? left : right) claims.apply(id, event);
      expect([...claims.owners()].sort()).toEqual([
        ["u", "right"],
        ["v", "left"],
      ]);
    }
  });

  test("the latest claim wins and ends those before it", () => {
    const claims = new StorageUriClaims();
    claims.apply("a", created("u", 1));
    expect(claims.apply("b", created("u", 2))).toEqual(["u"]);
    expect(claims.ownerOf("u")).toBe("b");
    expect(claims.apply("b", moved("u", "v", 3))).toEqual(["u", "v"]);
    expect(claims.ownerOf("u")).toBeUndefined();
  });

  test("a URI can be handed over within a millisecond", () => {
    for (const order of [
      ["a", "b"],
      ["b", "a"],
    ] as const) {
      const claims = new StorageUriClaims();
      for (const id of order) {
        claims.apply(id, created("u", 1));
        if (id === "b") claims.apply("b", moved("u", "v", 1));
      }
      expect(claims.ownerOf("u")).toBe("a");
    }
  });

  test("a resource that comes back owns its URI again, though its clock went backwards", () => {
    const claims = new StorageUriClaims();
    for (const event of [created("u", 10), moved("u", "v", 11), moved("v", "u", 9)]) claims.apply("a", event);
    expect([...claims.owners()]).toEqual([["u", "a"]]);
  });

  test("leaving a URI does not take it from who has it", () => {
    const claims = new StorageUriClaims();
    claims.apply("a", created("u", 1));
    claims.apply("b", moved("u", "v", 2));
    expect(claims.ownerOf("u")).toBe("a");
  });

  test("a timestamp nobody can read counts as the earliest", () => {
    const claims = new StorageUriClaims();
    claims.apply("b", { ...created("u", 0), timestamp: "yesterday" });
    claims.apply("a", created("u", 1));
    expect(claims.ownerOf("u")).toBe("a");
  });

  test("other events and unreadable payloads change nothing", () => {
    const claims = new StorageUriClaims();
    expect(claims.apply("a", { type: "mark:archived", payload: { storageUri: "u" } })).toEqual([]);
    expect(claims.apply("a", { type: "yield:created", payload: null })).toEqual([]);
    expect([...claims.owners()]).toEqual([]);
  });

  test("the order in which resources are replayed does not matter", () => {
    const types = ["yield:created", "yield:moved"] as const;
    fc.assert(
      fc.property(histories({ types }), (history) => {
        const streams = [...storedStreams(history)];
        const owners = (order: typeof streams) => {
          const claims = new StorageUriClaims();
          for (const [id, events] of order) for (const { event } of events) claims.apply(id, event);
          return [...claims.owners()].sort();
        };
        expect(owners(streams.toReversed())).toEqual(owners(streams));
      }),
    );
  });
});
