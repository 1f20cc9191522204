import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { goodStream, linesOf, seeded, textOf } from "../../../../testing/damage.ts";
import { createRepository, gitIn, type ImportedCommit } from "../../../../testing/git-repository.ts";
import { checkHistory } from "./check-history.ts";

const COMMITS = 2_400;
const STREAMS = 24;
const MIGRATED = 1_000;
const EDITED = 1_800;
const LOG = "kb/.semiont/events";

let repository: Awaited<ReturnType<typeof createRepository>>;

/** One record a commit, in turn over the streams, with one migration and one silent edit on the way. */
function* history(): Generator<ImportedCommit> {
  const names = Array.from({ length: STREAMS }, (_, index) => `stream-${index}`);
  const eras = (["nested", "flat-unhashed"] as const).map((dialect) =>
    names.map((name, index) => linesOf(goodStream(dialect, name, COMMITS / STREAMS, seeded(index)))),
  );
  const [nested = [], flat = []] = eras;
  const lengths = names.map(() => 0);
  const pathOf = (stream: number) =>
    `${LOG}/ab/${String(stream).padStart(2, "0")}/${names[stream]}/events-000001.jsonl`;
  const forge = (lines: readonly string[]) =>
    lines.map((line) => line.replace(/"entityType":"[^"]* 3"/, '"entityType":"forged"'));
  let isForged = false;
  for (let number = 1; number <= COMMITS; number += 1) {
    const stream = number % STREAMS;
    if (number === MIGRATED) {
      const files = Object.fromEntries(
        names.map((_, index) => [pathOf(index), textOf((flat[index] ?? []).slice(0, lengths[index]))]),
      );
      yield { message: "Migrate to flat records", author: "Migrator", files };
      continue;
    }
    if (number === EDITED) {
      isForged = true;
      yield {
        message: "tidy up",
        author: "Mallory",
        files: { [pathOf(7)]: textOf(forge((flat[7] ?? []).slice(0, lengths[7]))) },
      };
      continue;
    }
    const length = (lengths[stream] ?? 0) + 1;
    lengths[stream] = length;
    const lines = ((number < MIGRATED ? nested : flat)[stream] ?? []).slice(0, length);
    const text = textOf(isForged && stream === 7 ? forge(lines) : lines);
    yield { message: `append ${number}`, author: "Server", files: { [pathOf(stream)]: text } };
  }
}

beforeAll(async () => {
  repository = await createRepository();
  await repository.importCommits(history());
}, 60_000);

afterAll(() => repository[Symbol.asyncDispose]());

test("among thousands of commits the migration and the one edit are found, and nothing else", async () => {
  expect(await told(join(repository.folder, LOG))).toEqual(EXPECTED);
});

test("the same in another work tree of the repository, where nothing is committed on top", async () => {
  const beside = join(repository.folder, "..", `${repository.folder.split("/").at(-1)}-beside`);
  await repository.git("worktree", "add", "-q", "--detach", beside);
  try {
    expect(await told(join(beside, LOG))).toEqual(EXPECTED);
  } finally {
    await repository.git("worktree", "remove", "--force", beside);
  }
});

test("a shallow clone that begins behind the migration tells the edit alone, and that older commits are not here", async () => {
  const clone = join(repository.folder, "clone");
  await gitIn(
    repository.folder,
    "clone",
    "-q",
    "--depth",
    String(COMMITS - MIGRATED - 100),
    `file://${repository.folder}`,
    clone,
  );
  expect(await told(join(clone, LOG))).toEqual({ ...EXPECTED, isShallow: true, told: ["content-edited Mallory 1"] });
});

test("a check that is under way can be cancelled", async () => {
  const cancel = new AbortController();
  const reason = new Error("enough");
  const check = checkHistory(join(repository.folder, LOG), {
    signal: cancel.signal,
    onProgress: () => cancel.abort(reason),
  });
  await expect(check).rejects.toBe(reason);
});

const EXPECTED = {
  isShallow: false,
  skipped: 0,
  told: ["migration Migrator", "content-edited Mallory 1"].flatMap((what) =>
    what.startsWith("migration") ? Array.from({ length: STREAMS }, () => what) : [what],
  ),
  uncommitted: { grown: 0, added: 0 },
};

async function told(eventsDir: string) {
  const check = await checkHistory(eventsDir);
  if (check.state !== "checked") throw new Error(check.reason);
  const { isShallow, skipped, changes, uncommitted } = check;
  return {
    isShallow,
    skipped,
    told: changes.map(({ finding: { cause }, commit, records }) =>
      cause === "migration" ? `${cause} ${commit?.author}` : `${cause} ${commit?.author} ${records}`,
    ),
    uncommitted,
  };
}
