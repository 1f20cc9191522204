import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createEventStore, EventBus, type EventInput, openProject, resourceId, userId } from "./index.ts";

const run = promisify(execFile);
const id = resourceId("doc-1");

function tag(entityType: string): EventInput {
  const author = { userId: userId("did:web:x"), version: 1 } as const;
  return { ...author, type: "mark:entity-tag-added", resourceId: id, payload: { entityType } };
}

describe("a project with [git] sync = true", () => {
  let root: string;
  let reported: string[];
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "semiont-store-git-"));
    reported = [];
    await mkdir(join(root, ".semiont"));
    await writeFile(join(root, ".semiont", "config"), '[project]\nname = "k"\n\n[git]\nsync = true\n');
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await rm(root, { recursive: true, force: true });
  });

  async function open() {
    const project = await openProject(root, { stateDir: join(root, "state") });
    const ignore = () => undefined;
    const logger = { debug: ignore, info: ignore, warn: ignore, error: (message: string) => reported.push(message) };
    return createEventStore(project, new EventBus(), logger);
  }

  const git = async (...words: string[]) => (await run("git", words, { cwd: root })).stdout;
  const staged = async () => (await git("diff", "--cached", "--name-only")).split("\n").filter((path) => path !== "");

  test("stages every file that was appended to, and nothing else", async () => {
    await git("init", "--quiet");
    const store = await open();
    await store.appendEvent(tag("one"));
    await Promise.all(["two", "three"].map((text) => store.appendEvent(tag(text))));
    await store.appendEvent({
      ...{ type: "mark:entity-type-added", userId: userId("did:web:x"), version: 1 },
      payload: { entityType: "Person" },
    });
    await store.close();
    const paths = await staged();
    expect(paths).toHaveLength(2);
    for (const path of paths) {
      expect(path).toMatch(/^\.semiont\/events\/.*\.jsonl$/);
      expect(await git("show", `:${path}`)).toBe(await readFile(join(root, path), "utf8"));
    }
    expect(reported).toEqual([]);
  });

  test("without a repository: appends succeed, and what could not be staged is reported", async () => {
    const store = await open();
    await store.appendEvent(tag("one"));
    await store.close();
    expect(reported).toEqual([expect.stringContaining("could not be staged")]);
    expect(await store.log.getEvents(id)).toHaveLength(1);
  });

  test("without git: the same", async () => {
    await git("init", "--quiet");
    vi.stubEnv("PATH", join(root, "nothing-here"));
    const store = await open();
    await store.appendEvent(tag("one"));
    await store.close();
    expect(reported).toEqual([expect.stringContaining("could not be staged")]);
    expect(await store.log.getEvents(id)).toHaveLength(1);
  });

  test("with an index that is locked: the same, and the next append stages the file", async () => {
    await git("init", "--quiet");
    const lock = join(root, ".git", "index.lock");
    await writeFile(lock, "");
    const store = await open();
    await store.appendEvent(tag("one"));
    await store.flush();
    expect(reported).toEqual([expect.stringContaining("could not be staged")]);
    await rm(lock);
    await store.appendEvent(tag("two"));
    await store.close();
    const [path = ""] = await staged();
    expect(await git("show", `:${path}`)).toBe(await readFile(join(root, path), "utf8"));
  });
});
