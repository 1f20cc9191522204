import { describe, expect, test } from "vitest";
import { createKeyReader, keyCaps, writeKey } from "./keyboard.ts";

const press = (
  key: string,
  modifiers: Partial<Record<"metaKey" | "ctrlKey" | "altKey" | "shiftKey", boolean>> = {},
) => ({
  key,
  metaKey: false,
  ctrlKey: false,
  altKey: false,
  shiftKey: false,
  ...modifiers,
});

describe("keys", () => {
  test("are written the same on every system", () => {
    expect(writeKey(press("k", { ctrlKey: true }), false)).toBe("Mod+K");
    expect(writeKey(press("k", { metaKey: true }), true)).toBe("Mod+K");
    expect(writeKey(press("N", { shiftKey: true }), false)).toBe("Shift+N");
    expect(writeKey(press("?", { shiftKey: true }), false)).toBe("?");
    expect(writeKey(press("Escape"), false)).toBe("Escape");
    expect(writeKey(press("ArrowLeft", { altKey: true }), false)).toBe("Alt+ArrowLeft");
    expect(writeKey(press("Control", { ctrlKey: true }), false)).toBeNull();
  });

  test("make sequences when they follow each other soon", () => {
    let now = 0;
    const read = createKeyReader(() => now);
    const written = ["g r", "g t", "r", "?"];
    expect(read("g", written)).toEqual([]);
    expect(read("r", written)).toEqual(["g r"]);
    expect(read("r", written)).toEqual(["r"]);
    expect(read("g", written)).toEqual([]);
    now = 5000;
    expect(read("r", written)).toEqual(["r"]);
    expect(read("g", written)).toEqual([]);
    expect(read("?", written)).toEqual(["?"]);
  });

  test("are drawn as people know them", () => {
    expect(keyCaps("Mod+K", true)).toEqual([["⌘", "K"]]);
    expect(keyCaps("Mod+K", false)).toEqual([["Ctrl", "K"]]);
    expect(keyCaps("g r", false)).toEqual([["g"], ["r"]]);
    expect(keyCaps("Alt+ArrowLeft", false)).toEqual([["Alt", "←"]]);
    expect(keyCaps("+", false)).toEqual([["+"]]);
  });
});
