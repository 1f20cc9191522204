import { describe, expect, test } from "vitest";
import { WriteBehind } from "./write-behind.ts";

/** A disk that remembers which keys were written, and can be told to fail or to wait. */
function makeDisk() {
  const written: string[] = [];
  const errors: unknown[] = [];
  const failing = new Set<string>();
  let onWrite: (key: string) => Promise<void> | void = () => undefined;
  const writes = new WriteBehind({
    write: async (key) => {
      await onWrite(key);
      if (failing.has(key)) throw new Error(`no space for ${key}`);
      written.push(key);
    },
    onError: (key, error) => errors.push([key, error]),
  });
  return {
    written,
    errors,
    failing,
    writes,
    whenWriting(action: (key: string) => Promise<void> | void) {
      onWrite = action;
    },
  };
}

describe("WriteBehind", () => {
  test("writes on its own, once for many changes", async () => {
    const disk = makeDisk();
    const happened = new Promise<void>((resolve) => disk.whenWriting(() => resolve()));
    for (let index = 0; index < 1000; index++) disk.writes.schedule("a");
    expect(disk.writes.isPending("a")).toBe(true);
    await happened;
    await disk.writes.flush();
    expect(disk.written).toEqual(["a"]);
    expect(disk.writes.isPending("a")).toBe(false);
  });

  test("flush waits for a write under way, and writes again what changed during it", async () => {
    const disk = makeDisk();
    let times = 0;
    disk.whenWriting((key) => {
      if (times++ === 0) disk.writes.schedule(key);
    });
    disk.writes.schedule("a");
    await disk.writes.flush();
    expect(disk.written).toEqual(["a", "a"]);
  });

  test("never writes one key twice at the same time", async () => {
    const disk = makeDisk();
    const { promise: gate, resolve: open } = Promise.withResolvers<void>();
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    let atOnce = 0;
    disk.whenWriting(async () => {
      begin();
      atOnce += 1;
      expect(atOnce).toBe(1);
      await gate;
      atOnce -= 1;
    });
    disk.writes.schedule("a");
    const first = disk.writes.flush();
    await begun;
    disk.writes.schedule("a");
    const second = disk.writes.flush();
    open();
    await Promise.all([first, second]);
    expect(disk.written).toEqual(["a", "a"]);
  });

  test("tells of a failure, writes the others, and writes the failed one when that is possible", async () => {
    const disk = makeDisk();
    disk.failing.add("b");
    for (const key of ["a", "b", "c"]) disk.writes.schedule(key);
    await expect(disk.writes.flush()).rejects.toThrow("no space for b");
    expect(disk.written.sort()).toEqual(["a", "c"]);
    expect(disk.errors).toEqual([["b", new Error("no space for b")]]);
    expect(disk.writes.isPending("b")).toBe(true);
    disk.failing.clear();
    await disk.writes.flush();
    expect(disk.written).toContain("b");
  });

  test("close writes everything, and nothing is accepted afterwards", async () => {
    const disk = makeDisk();
    for (let index = 0; index < 100; index++) disk.writes.schedule(`key ${index}`);
    await disk.writes.close();
    expect(disk.written).toHaveLength(100);
    expect(() => disk.writes.schedule("late")).toThrow("closed");
  });
});
