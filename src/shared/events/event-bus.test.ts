import { filter, firstValueFrom, map } from "rxjs";
import { describe, expect, test } from "vitest";
import type { EventOf } from "./catalogue.ts";
import { EventBus, type SubscriberError } from "./event-bus.ts";
import { eventId, resourceId, userId } from "./ids.ts";
import type { StoredEvent } from "./stored-event.ts";

const one = resourceId("one");
const two = resourceId("two");

function archived(resource = one, reason = "old"): StoredEvent<EventOf<"mark:archived">> {
  return {
    event: {
      type: "mark:archived",
      id: eventId(reason),
      timestamp: "2026-04-11T00:00:00.000Z",
      resourceId: resource,
      userId: userId("u"),
      version: 1,
      payload: { reason },
    },
    metadata: { sequenceNumber: 1 },
  };
}

function errorsOf(bus: EventBus): SubscriberError[] {
  const errors: SubscriberError[] = [];
  bus.subscriberErrors.subscribe((error) => errors.push(error));
  return errors;
}

describe("EventBus", () => {
  test("delivers to the channel of the type, in order, each once", () => {
    const bus = new EventBus();
    const seen: (string | undefined)[] = [];
    bus.get("mark:archived").subscribe(({ event }) => seen.push(event.payload.reason));
    bus.get("mark:unarchived").subscribe(() => seen.push("wrong channel"));
    for (const reason of ["a", "b", "c"]) bus.get("mark:archived").next(archived(one, reason));
    expect(seen).toEqual(["a", "b", "c"]);
  });

  test("keeps the channels of resources apart from each other and from the global ones", () => {
    const bus = new EventBus();
    const seen: string[] = [];
    bus.get("mark:archived").subscribe(() => seen.push("global"));
    bus
      .scope(one)
      .get("mark:archived")
      .subscribe(() => seen.push("one"));
    bus
      .scope(resourceId("global"))
      .get("mark:archived")
      .subscribe(() => seen.push("named global"));
    bus.scope(two).get("mark:archived").next(archived(two));
    expect(seen).toEqual([]);
    bus.scope(one).get("mark:archived").next(archived(one));
    expect(seen).toEqual(["one"]);
  });

  test("gives a channel that was fetched before anybody subscribed", () => {
    const bus = new EventBus();
    const publisher = bus.scope(one).get("mark:archived");
    const seen: unknown[] = [];
    bus
      .scope(one)
      .get("mark:archived")
      .subscribe((stored) => seen.push(stored));
    publisher.next(archived());
    expect(seen).toHaveLength(1);
  });

  test("stops delivering to who has unsubscribed, and goes on for the others", () => {
    const bus = new EventBus();
    const seen: string[] = [];
    const leaving = bus.get("mark:archived").subscribe(() => seen.push("leaving"));
    bus.get("mark:archived").subscribe(() => seen.push("staying"));
    leaving.unsubscribe();
    bus.get("mark:archived").next(archived());
    expect(seen).toEqual(["staying"]);
  });

  test("can be piped", async () => {
    const bus = new EventBus();
    const reason = firstValueFrom(
      bus.get("mark:archived").pipe(
        filter(({ event }) => event.resourceId === two),
        map(({ event }) => event.payload.reason),
      ),
    );
    bus.get("mark:archived").next(archived(one, "first"));
    bus.get("mark:archived").next(archived(two, "second"));
    expect(await reason).toBe("second");
  });

  test("completes its subscriptions when it is destroyed, and later ones at once", () => {
    const bus = new EventBus();
    let completed = 0;
    bus.get("mark:archived").subscribe({ complete: () => completed++ });
    bus
      .scope(one)
      .get("job:failed")
      .subscribe({ complete: () => completed++ });
    bus.destroy();
    expect(completed).toBe(2);
    bus.get("mark:archived").subscribe({ complete: () => completed++ });
    bus.get("mark:archived").next(archived());
    expect(completed).toBe(3);
  });
});

describe("a subscriber that throws", () => {
  // An error that escaped would reach the process as an uncaught exception and fail the run.
  test("harms neither the publisher, nor other subscribers, nor its own next event", () => {
    const bus = new EventBus();
    const errors = errorsOf(bus);
    const seen: string[] = [];
    bus.get("mark:archived").subscribe(() => {
      seen.push("thrower");
      throw new Error("mine");
    });
    bus.get("mark:archived").subscribe(() => seen.push("other"));
    bus.get("mark:archived").next(archived());
    bus.get("mark:archived").next(archived());
    expect(seen).toEqual(["thrower", "other", "thrower", "other"]);
    expect(errors).toEqual([
      { type: "mark:archived", error: new Error("mine") },
      { type: "mark:archived", error: new Error("mine") },
    ]);
  });

  test("behind an operator, or inside one, is reported the same way", () => {
    const bus = new EventBus();
    const errors = errorsOf(bus);
    const shout = () => {
      throw new Error("operator");
    };
    bus.get("mark:archived").pipe(map(shout)).subscribe();
    bus
      .get("mark:archived")
      .pipe(map(() => 1))
      .subscribe(shout);
    bus.get("mark:archived").next(archived());
    expect(errors.map(({ error }) => error)).toEqual([new Error("operator"), new Error("operator")]);
  });

  test("later, in a promise, is reported too", async () => {
    const bus = new EventBus();
    const reported = firstValueFrom(bus.subscriberErrors);
    bus.get("mark:archived").subscribe(async () => {
      throw new Error("late");
    });
    bus.get("mark:archived").next(archived());
    expect((await reported).error).toEqual(new Error("late"));
  });
});
