import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asyncProperty, constantFrom, oneof, assert as propertyAssert, string } from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { EventInput } from "../../../shared/events/catalogue.ts";
import { resourceId, userId } from "../../../shared/events/ids.ts";
import { readToTheLetter } from "../../../testing/log-to-the-letter.ts";
import { openProject } from "../project/open-project.ts";
import { EventLog } from "./event-log.ts";
import { getShardPath } from "./shard.ts";

function tag(id: string, entityType: unknown = "T"): EventInput {
  const event = {
    type: "mark:entity-tag-added",
    resourceId: id,
    userId: userId("x"),
    version: 1,
    payload: { entityType },
  };
  // Callers without types hand over anything.
  return event as EventInput;
}

/** Two ids that differ by case alone and are placed in one folder, as one in 65,536 are. */
function twinsInOneFolder(): readonly [string, string] {
  const byShard = new Map<string, string>();
  for (let number = 0; number < 2 ** 16; number += 1) {
    const id = Array.from("sixteen-letters-", (letter, index) =>
      number & (1 << index) ? letter.toUpperCase() : letter,
    );
    const shard = getShardPath(id.join(""));
    const twin = byShard.get(shard);
    if (twin !== undefined && twin !== id.join("")) return [twin, id.join("")];
    byShard.set(shard, id.join(""));
  }
  throw new Error("There are twins.");
}

describe("the door of the log", () => {
  let root: string;
  let log: EventLog;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "semiont-door-"));
    log = await openLog();
  });
  afterEach(async () => {
    await log.close();
    await rm(root, { recursive: true, force: true });
  });

  const openLog = async () =>
    new EventLog(await openProject(root, { stateDir: join(root, "state") }), { durability: "os" });
  const append = (id: string) => log.append(tag(id), resourceId(id));

  test.each([
    ["..", "."],
    ["../outside", "separator"],
    ["/etc/passwd", "separator"],
    ["a/b", "separator"],
    ["a\\b", "separator"],
    ["a\0b", "control"],
    ["a\nb", "control"],
    [".", "dot"],
    [".hidden", "dot"],
    ["trailing.", "dot"],
    ["trailing ", "space"],
    ["con", "device"],
    ["NUL", "device"],
    ["Aux.txt", "device"],
    ["com1", "device"],
    ["LPT9.log", "device"],
    ["com¹", "device"],
    ["a:b", "Windows"],
    ["what?", "Windows"],
    ["\ud800", "surrogate"],
    ["x".repeat(250), "bytes"],
    ["資".repeat(84), "bytes"],
    ["__system__", "system"],
    ["__SYSTEM__", "system"],
    ["other.jsonl", "log file"],
    ["events-000001", "log file"],
  ])("refuses the id %j", async (id, complaint) => {
    await expect(append(id)).rejects.toMatchObject({
      code: "invalid-stream-id",
      streamId: id,
      message: expect.stringContaining(complaint),
    });
    expect((await readdir(root, { recursive: true })).filter((path) => path.endsWith(".jsonl"))).toEqual([]);
    expect(await readdir(tmpdir())).not.toContain("outside.jsonl");
  });

  test("takes ids that are good names anywhere, as they are", async () => {
    const ids = [
      "ab",
      "a",
      "naïve-資料_1.v2",
      "x".repeat(249),
      "a b",
      "__proto__",
      "constructor",
      "-rf",
      "~",
      "%2e%2e",
      "🏳️‍🌈",
    ];
    for (const id of ids) await append(id);
    expect((await log.getAllResourceIds()).toSorted()).toEqual(ids.toSorted());
    expect((await readToTheLetter(root)).size).toBe(ids.length);
  });

  test("whatever text the id is, it is refused, or the event is in the log under it and nowhere else", async () => {
    const text = oneof(
      string({ unit: "binary", minLength: 1 }),
      string({ unit: constantFrom("a", ".", "/", "\\", " "), minLength: 1 }),
    );
    await propertyAssert(
      asyncProperty(text, async (id) => {
        try {
          const before = (await log.getEvents(id)).length;
          await append(id);
          expect(await log.getEvents(id)).toHaveLength(before + 1);
        } catch (error) {
          expect(error).toMatchObject({ code: "invalid-stream-id" });
        }
        expect(await readdir(root)).toEqual([".semiont"]);
      }),
    );
  });

  test("refuses an id that a file system may take for another, whichever process made that", async () => {
    await append("Doc-É");
    for (const id of ["doc-é", "DOC-É", "Doc-E\u0301"]) {
      await expect(append(id)).rejects.toMatchObject({
        code: "invalid-stream-id",
        message: expect.stringContaining("Doc-É"),
      });
    }
    const other = await openLog();
    await expect(other.append(tag("doc-É"), resourceId("doc-É"))).rejects.toMatchObject({ code: "invalid-stream-id" });
    await other.close();
    await append("Doc-É");
  });

  test("refuses an id that would share its file with one that another process has made meanwhile", async () => {
    const other = await openLog();
    await other.append(tag("theirs"), resourceId("theirs"));
    await append("ours");
    const [theirs, ours] = twinsInOneFolder();
    await other.append(tag(theirs), resourceId(theirs));
    await other.close();
    await expect(append(ours)).rejects.toMatchObject({
      code: "invalid-stream-id",
      message: expect.stringContaining(theirs),
    });
    expect([...(await readToTheLetter(root)).keys()].toSorted()).toEqual(["ours", "theirs", theirs].toSorted());
  });

  test("takes a stream whose name would be refused if it were new", async () => {
    const events = join(root, ".semiont", "events");
    await mkdir(join(events, "odd"), { recursive: true });
    await writeFile(join(events, "odd", "a:b.jsonl"), "");
    await append("a:b");
    expect((await log.getEvents("a:b"))[0]?.record?.file).toBe("odd/a:b.jsonl");
  });

  test("does not write through symbolic links", async () => {
    const outside = join(root, "outside");
    await mkdir(outside);
    await append("first");
    const [stream] = (await readToTheLetter(root)).values();
    const events = join(root, ".semiont", "events");
    await log.close();
    await rm(join(events, stream?.shard.slice(0, 2) ?? ""), { recursive: true });
    await symlink(outside, join(events, stream?.shard.slice(0, 2) ?? ""));
    log = await openLog();
    await expect(append("first")).rejects.toMatchObject({
      code: "append-failed",
      outcome: "not-written",
      systemCode: "ELOOP",
    });
    expect(await readdir(outside)).toEqual([]);
    await mkdir(join(outside, stream?.shard.slice(3) ?? ""));
    await writeFile(join(outside, stream?.shard.slice(3) ?? "", "first.jsonl"), "secret\n");
    expect(await log.getEvents("first")).toEqual([]);
    await expect(append("first")).rejects.toMatchObject({ code: "append-failed" });
  });

  test.each([
    ["nothing", null, ["expected"]],
    ["a text", "event", ["expected"]],
    ["a type nobody knows", { ...tag("a"), type: "mark:future" }, ["unknown"]],
    ["a name of an earlier era", { ...tag("a"), type: "entitytag.added" }, ["unknown"]],
    ["a payload of the wrong shape", tag("a", 7), ["payload.entityType"]],
    ["no payload", { ...tag("a"), payload: undefined }, ["payload"]],
    ["no user", { ...tag("a"), userId: undefined }, ["userId"]],
    ["no resource", { ...tag("a"), resourceId: undefined }, ["resourceId"]],
    ["an id of its own", { ...tag("a"), id: "mine" }, ["id"]],
    ["metadata of its own", { ...tag("a"), metadata: { sequenceNumber: 9 } }, ["metadata"]],
    ["a system event with a resource", { ...tag("a"), type: "mark:entity-type-added" }, ["resourceId"]],
    ["what JSON cannot hold", { ...tag("a"), payload: { entityType: "T", size: 1n } }, ["JSON"]],
  ])("refuses %s, and says which field", async (_what, event, complaints) => {
    const appending = log.append(event as EventInput, resourceId("a"));
    const error: unknown = await appending.catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "invalid-event" });
    for (const complaint of complaints) expect(String(error)).toContain(complaint);
    expect(await readdir(root)).toEqual([]);
  });

  test("refuses a circle, and what is deeper than the stack", async () => {
    const circle: Record<string, unknown> = { entityType: "T" };
    circle.self = circle;
    let deep: unknown = [];
    for (let depth = 0; depth < 100_000; depth += 1) deep = [deep];
    for (const payload of [circle, { entityType: "T", deep }]) {
      const event = { ...tag("a"), payload } as EventInput;
      await expect(log.append(event, resourceId("a"))).rejects.toMatchObject({ code: "invalid-event" });
    }
  });

  test("refuses options that cannot be meant, and an event that belongs elsewhere", async () => {
    const invalid = { code: "invalid-event" };
    await expect(log.append(tag("a"), resourceId("b"))).rejects.toMatchObject(invalid);
    await expect(log.append(tag("a"), "__system__")).rejects.toMatchObject(invalid);
    await expect(log.append(tag("a"), resourceId("a"), { expectedSequence: -1 })).rejects.toMatchObject(invalid);
    await expect(log.append(tag("a"), resourceId("a"), { expectedSequence: 1.5 })).rejects.toMatchObject(invalid);
    await expect(log.append(tag("a"), resourceId("a"), { correlationId: "" })).rejects.toMatchObject(invalid);
  });

  test("an event that is refused takes no number from those beside it", async () => {
    const ends = await Promise.allSettled([
      log.append(tag("a", "1"), resourceId("a")),
      log.append(tag("a", 2), resourceId("a")),
      log.append(tag("a", "3"), resourceId("a"), { expectedSequence: 7 }),
      log.append(tag("a", "4"), resourceId("a")),
    ]);
    expect(ends.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected", "fulfilled"]);
    expect((await readToTheLetter(root)).get("a")).toMatchObject({ violations: [], records: { length: 2 } });
  });
});
