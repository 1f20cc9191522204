import { expect, test } from "vitest";
import { linkWords, recordWords } from "./chain-words.ts";

const link = { linkState: "fork", linkCause: null, parent: 5, children: 1 } as const;

test("a link is worded by the cause that was proved, and only without one by its state", () => {
  expect(linkWords({ ...link, linkState: "holds" })).toBe("Linked");
  expect(linkWords({ ...link, linkCause: "concurrent-append" })).toBe("Fork from record 5");
  expect(linkWords({ ...link, linkCause: "record-moved" })).toBe("Record moved, linked to record 5");
  expect(linkWords({ ...link, linkState: "broken", linkCause: "record-inserted", parent: null })).toBe("Record put in");
  expect(linkWords({ ...link, linkState: "absent", linkCause: "writer-restart", parent: null, children: 2 })).toBe(
    "Writer restarted, 2 records continue from here",
  );
});

test("a record is worded by what is wrong with it first", () => {
  const record = { ...link, linkState: "holds", checksumState: "holds", proof: "proven" } as const;
  expect(recordWords(record)).toBe("Linked");
  expect(recordWords({ ...record, proof: "unproven" })).toBe("Linked, not proven");
  expect(recordWords({ ...record, checksumState: "renamed" })).toBe("Linked, renamed");
  expect(recordWords({ ...record, checksumState: "mismatch", proof: "unproven" })).toBe("Content altered, linked");
});
