import { describe, expect, test } from "vitest";
import { diagnoseProject } from "../../../shared/integrity/diagnose-project.ts";
import { DIALECTS, goodStream, lineOf, linesOf, pick, seeded, textOf } from "../../../testing/damage.ts";
import { DAMAGES } from "../../../testing/damages.ts";
import { layOut } from "../../../testing/laid-out-stream.ts";

const STREAM = "9bca89beafc3139df1fc1162c2be9ea1";
const layout = { folder: "ab/", linesPerFile: undefined, isShipped: true };
const others = ["aa", "zz"].map((id, index) => ({
  id,
  text: textOf(linesOf(goodStream("flat", id, 5, seeded(index)))),
}));

describe.each(Object.entries(DAMAGES).filter(([name]) => !name.startsWith("last line")))(
  "the findings about %s",
  (name, damage) => {
    test.each(DIALECTS)(
      "in a %s stream keep their ids while it and others grow, and no two share one",
      async (dialect) => {
        const random = seeded(name.length);
        const stream = goodStream(dialect, STREAM, 12, random);
        const damaged = damage({ ...stream, records: stream.records.slice(0, 9) }, random);
        if (damaged === undefined) return;
        const ids = await idsOf([damaged.text]);
        expect(new Set(ids).size).toBe(ids.length);
        expect(await idsOf([damaged.text])).toEqual(ids);
        // What comes later is linked to the last line, whatever that is; all that is asked is that the old findings stay.
        const later = stream.records
          .slice(9)
          .map((record) => lineOf(dialect, { ...record, sequence: record.sequence + 5_000 }));
        const grown = await idsOf([damaged.text + textOf(later)]);
        expect(grown).toEqual(expect.arrayContaining([...ids]));
        expect(await idsOf([damaged.text], others)).toEqual(ids);
      },
    );
  },
);

test("a record that is altered once more has another finding", async () => {
  const stream = goodStream("flat", STREAM, 6, seeded(1));
  const forge = (entityType: string) =>
    textOf(
      stream.records.map((record, index) =>
        lineOf("flat", record, index === 2 ? { event: { ...record.event, payload: { entityType } } } : {}),
      ),
    );
  const [first, second] = [await idsOf([forge("one")]), await idsOf([forge("two")])];
  expect(first).toHaveLength(1);
  expect(second).not.toEqual(first);
});

test("ids of real size stay short", async () => {
  const stream = goodStream("flat", STREAM, 40, seeded(1));
  for (const damage of Object.values(DAMAGES)) {
    const damaged = damage(stream, seeded(pick(seeded(3), 0, 99)));
    for (const id of await idsOf([damaged?.text ?? ""])) expect(id.length).toBeLessThan(160);
  }
});

async function idsOf(texts: readonly string[], more: readonly { id: string; text: string }[] = []): Promise<string[]> {
  const scans = [
    ...(await Promise.all(more.slice(0, 1).map(({ id, text }) => layOut(id, text, layout).scan()))),
    ...(await Promise.all(texts.map((text) => layOut(STREAM, text, layout).scan()))),
    ...(await Promise.all(more.slice(1).map(({ id, text }) => layOut(id, text, layout).scan()))),
  ];
  const { streams } = diagnoseProject(scans);
  return streams.filter(({ streamId }) => streamId === STREAM).flatMap(({ findings }) => findings.map(({ id }) => id));
}
