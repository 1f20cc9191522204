import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { groupEvents } from "./group-events.ts";

interface GroupableEvent {
  readonly stream: number;
  readonly type: string;
  readonly userId: string;
  readonly jobId: string | null;
  readonly correlationId: string | null;
  readonly time: number;
}

/** Folds events that are given one by one. */
function fold(events: readonly GroupableEvent[], places = Uint32Array.from(events.keys())) {
  const at = (place: number): GroupableEvent => events[place] ?? BASE;
  const groups = groupEvents(places, {
    stream: (place) => at(place).stream,
    type: (place) => at(place).type,
    user: (place) => at(place).userId,
    job: (place) => at(place).jobId,
    correlation: (place) => at(place).correlationId,
    time: (place) => at(place).time,
  });
  return groups.map(({ grouping, members }) => ({ grouping, members: [...members] }));
}

const BASE: GroupableEvent = {
  stream: 1,
  type: "mark:added",
  userId: "ada",
  jobId: null,
  correlationId: null,
  time: 0,
};
const event = (change: Partial<GroupableEvent>): GroupableEvent => ({ ...BASE, ...change });
const job = (type: string, time: number, jobId = "j1") => event({ type: `job:${type}`, jobId, time });

describe("jobs", () => {
  test("a job holds what its user wrote into its stream until it ended", () => {
    const groups = fold([
      event({ time: 0 }),
      job("started", 10),
      event({ time: 20 }),
      event({ time: 30, userId: "ben" }),
      event({ time: 40, stream: 2 }),
      job("completed", 50),
      event({ time: 60 }),
    ]);
    expect(groups).toEqual([{ grouping: "job", members: [1, 2, 5] }]);
  });

  test("a job that never ended does not swallow what comes much later", () => {
    const groups = fold([job("started", 0), job("progress", 10), event({ time: 3_600_000 })]);
    expect(groups).toEqual([{ grouping: "job", members: [0, 1] }]);
  });

  test("a correlation decides between two jobs that run at once", () => {
    const groups = fold([
      event({ type: "job:started", jobId: "a", correlationId: "one", time: 0 }),
      event({ type: "job:started", jobId: "b", correlationId: "two", time: 1 }),
      event({ correlationId: "one", time: 2 }),
      job("completed", 3, "a"),
      job("completed", 4, "b"),
    ]);
    expect(groups.map(({ members }) => members)).toEqual([
      [0, 2, 3],
      [1, 4],
    ]);
  });

  test("the same job id started again is another run", () => {
    const groups = fold([job("started", 0), job("failed", 1), job("started", 2), job("completed", 3)]);
    expect(groups.map(({ members }) => members)).toEqual([
      [0, 1],
      [2, 3],
    ]);
  });
});

describe("bursts", () => {
  test("four of one type by one user in quick succession, over resources", () => {
    const events = [0, 1, 2, 3].map((time) => event({ time: time * 1000, stream: time }));
    expect(fold(events)).toEqual([{ grouping: "burst", members: [0, 1, 2, 3] }]);
    expect(fold(events.slice(1))).toEqual([]);
    expect(fold(events.map((one) => ({ ...one, time: one.time * 20 })))).toEqual([]);
  });
});

const anyEvent = fc.record({
  stream: fc.nat(2),
  type: fc.constantFrom("job:started", "job:progress", "job:completed", "mark:added", "yield:updated"),
  userId: fc.constantFrom("ada", "ben"),
  jobId: fc.constantFrom(null, null, "a", "b"),
  correlationId: fc.constantFrom(null, "c"),
  time: fc.oneof(fc.nat(100_000), fc.constant(Number.NaN)),
});

test("events that are left out are as if they were not there", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(anyEvent, fc.boolean()), { maxLength: 60 }), (events) => {
      const places = [...events.keys()].filter((place) => events[place]?.[1]);
      const alone = fold(places.map((place) => events[place]?.[0] ?? BASE));
      const among = fold(
        events.map(([one]) => one),
        Uint32Array.from(places),
      );
      expect(among).toEqual(
        alone.map(({ grouping, members }) => ({ grouping, members: members.map((member) => places[member]) })),
      );
    }),
  );
});

test("every event is in one group or none, and groups keep their order", () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 60 }), (events) => {
      const groups = fold(events);
      const members = groups.flatMap((group) => group.members);
      expect(new Set(members).size).toBe(members.length);
      for (const group of groups) {
        expect(group.members.length).toBeGreaterThan(1);
        expect(group.members).toEqual(group.members.toSorted((left, right) => left - right));
      }
      const firsts = groups.map((group) => group.members[0] ?? -1);
      expect(firsts).toEqual(firsts.toSorted((left, right) => left - right));
    }),
  );
});
