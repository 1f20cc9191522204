import { describe, expect, test, vi } from "vitest";
import { SharedWork } from "./shared-work.ts";

/** Work that ends when it is told to, or when it is given up. */
function work() {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const begun = vi.fn((signal: AbortSignal) => {
    signal.addEventListener("abort", () => reject(signal.reason));
    return promise;
  });
  return { begun, resolve, reject, isGivenUp: () => begun.mock.calls[0]?.[0].aborted };
}

describe("shared work", () => {
  test("is done once for all who want the same, and kept", async () => {
    const shared = new SharedWork<string>(2);
    const one = work();
    const first = shared.get("a", undefined, one.begun);
    const second = shared.get("a", new AbortController().signal, one.begun);
    one.resolve("done");
    expect(await Promise.all([first, second, shared.get("a", undefined, one.begun)])).toEqual(["done", "done", "done"]);
    expect(one.begun).toHaveBeenCalledOnce();
  });

  test("goes on while somebody waits, and is given up when nobody does", async () => {
    const shared = new SharedWork<string>(2);
    const one = work();
    const [left, right] = [new AbortController(), new AbortController()];
    const first = shared.get("a", left.signal, one.begun);
    const second = shared.get("a", right.signal, one.begun);
    left.abort(new Error("not wanted"));
    await expect(first).rejects.toThrow("not wanted");
    expect(one.isGivenUp()).toBe(false);
    right.abort(new Error("not wanted either"));
    await expect(second).rejects.toThrow("not wanted either");
    expect(one.isGivenUp()).toBe(true);
  });

  test("is begun anew for who comes after it was given up", async () => {
    const shared = new SharedWork<string>(2);
    const caller = new AbortController();
    const given = shared.get("a", caller.signal, work().begun);
    caller.abort();
    const again = work();
    const later = shared.get("a", undefined, again.begun);
    again.resolve("done after all");
    await expect(given).rejects.toThrow();
    expect(await later).toBe("done after all");
  });

  test("is not given up for who waits to the end", async () => {
    const shared = new SharedWork<string>(2);
    const one = work();
    const caller = new AbortController();
    const patient = shared.get("a", undefined, one.begun);
    const given = shared.get("a", caller.signal, one.begun);
    caller.abort();
    await expect(given).rejects.toThrow();
    expect(one.isGivenUp()).toBe(false);
    one.resolve("done");
    expect(await patient).toBe("done");
  });

  test("is not begun for who has left already", async () => {
    const one = work();
    await expect(new SharedWork<string>(2).get("a", AbortSignal.abort(), one.begun)).rejects.toThrow();
    expect(one.begun).not.toHaveBeenCalled();
  });

  test("that fails is not kept", async () => {
    const shared = new SharedWork<string>(2);
    const one = work();
    const failed = shared.get("a", undefined, one.begun);
    one.reject(new Error("no room"));
    await expect(failed).rejects.toThrow("no room");
    const again = work();
    again.resolve("room");
    expect(await shared.get("a", undefined, again.begun)).toBe("room");
  });

  test("keeps the results asked for last", async () => {
    const shared = new SharedWork<string>(2);
    const begun = vi.fn(async () => "done");
    for (const key of ["a", "b", "a", "c", "a", "b"]) await shared.get(key, undefined, begun);
    // Of three the one that was not asked for again is begun twice.
    expect(begun).toHaveBeenCalledTimes(4);
  });
});
