import { describe, expect, test } from "vitest";
import { createClient } from "../../shared/ipc/client.ts";
import { askFor } from "./ask-for.ts";

/** A host that never answers, and what it was asked. */
function silentHost() {
  const asked: { readonly method: string; readonly operation: unknown }[] = [];
  const client = createClient({
    call(method, input) {
      const { operation } = input as { readonly operation?: unknown };
      asked.push({ method, operation });
      return new Promise(() => undefined);
    },
    listen: () => () => undefined,
    onConnection: () => () => undefined,
  });
  return { client, asked };
}

const QUERY = { scope: null, filter: "/a+/", buckets: 10 };

describe("a question", () => {
  test("that may take long is given up when its answer is not wanted any more", () => {
    const { client, asked } = silentHost();
    const wanted = new AbortController();
    void askFor(client, "timeline.minimap", QUERY)({ signal: wanted.signal });
    expect(asked).toEqual([{ method: "timeline.minimap", operation: expect.any(String) }]);
    wanted.abort();
    expect(asked[1]).toEqual({ method: "operation.cancel", operation: asked[0]?.operation });
  });

  test("asked twice is given up once for each", () => {
    const { client, asked } = silentHost();
    const [left, right] = [new AbortController(), new AbortController()];
    const ask = askFor(client, "timeline.minimap", QUERY);
    void ask({ signal: left.signal });
    void ask({ signal: right.signal });
    left.abort();
    expect(asked.map(({ method }) => method)).toEqual(["timeline.minimap", "timeline.minimap", "operation.cancel"]);
    expect(asked[2]?.operation).toBe(asked[0]?.operation);
    expect(asked[1]?.operation).not.toBe(asked[0]?.operation);
  });

  test("that is answered soon is left alone, and its signal is not looked at", () => {
    const { client, asked } = silentHost();
    const wanted = {
      get signal(): AbortSignal {
        throw new Error("What asks would now drop the answer when nobody looks.");
      },
    };
    void askFor(client, "project.read", {})(wanted);
    expect(asked).toEqual([{ method: "project.read", operation: undefined }]);
  });
});
