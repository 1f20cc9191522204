import { Worker } from "node:worker_threads";
import { afterEach, expect, test } from "vitest";
import { type StartThread, Threads } from "./threads.ts";

let threads: Threads<unknown, unknown> | undefined;
afterEach(() => threads?.close());

/** A thread with this script. */
function running(script: string): StartThread {
  return () => new Worker(`const { parentPort } = require("node:worker_threads"); ${script}`, { eval: true });
}

const DOUBLING = `parentPort.on("message", (value) => parentPort.postMessage(value * 2))`;

async function askAll(start: StartThread, requests: readonly unknown[], signal?: AbortSignal, finishesWork = false) {
  threads = new Threads(start, { finishesWork });
  const replies: unknown[] = [];
  const left = await threads.ask(requests, (reply, request) => replies.push([request, reply]), signal);
  return { replies, left };
}

test("every request is answered, by threads that are used again", async () => {
  const requests = Array.from({ length: 100 }, (_, index) => index);
  const { replies, left } = await askAll(running(DOUBLING), requests);
  expect(replies).toHaveLength(100);
  expect(replies).toEqual(expect.arrayContaining(requests.map((value) => [value, value * 2])));
  expect(left).toEqual([]);
  expect(await threads?.ask([7], (reply) => replies.push(reply))).toEqual([]);
  expect(replies.at(-1)).toBe(14);
});

test("where no thread can be started, every request is left", async () => {
  const refusing = () => {
    throw Object.assign(new Error("no room"), { code: "ERR_WORKER_INIT_FAILED" });
  };
  expect(await askAll(refusing, [1, 2, 3])).toEqual({ replies: [], left: [1, 2, 3] });
});

test("where threads die before they answer, every request is left", async () => {
  const { replies, left } = await askAll(running(`throw new Error("a module is missing")`), [1, 2, 3]);
  expect(replies).toEqual([]);
  expect(left.toSorted()).toEqual([1, 2, 3]);
});

test("where one thread cannot be started, the others do its share", async () => {
  let started = 0;
  const once: StartThread = () => {
    started += 1;
    if (started > 1) throw new Error("no room for another");
    return running(DOUBLING)();
  };
  expect(await askAll(once, [1, 2, 3])).toEqual({
    replies: [
      [1, 2],
      [2, 4],
      [3, 6],
    ],
    left: [],
  });
});

test("a thread that dies in the middle of its work is an error", async () => {
  const dying = running(
    `parentPort.on("message", (value) => { if (value > 5) throw new Error("a fault"); parentPort.postMessage(value); })`,
  );
  await expect(askAll(dying, [1, 2, 3, 4, 5, 6, 7])).rejects.toThrow("a fault");
});

test("cancelled, what is under way is abandoned, or let end where it must", async () => {
  const reason = new Error("enough");
  const silent = new AbortController();
  const hanging = askAll(running(`parentPort.on("message", () => undefined)`), [1], silent.signal);
  silent.abort(reason);
  await expect(hanging).rejects.toBe(reason);
  await threads?.close();

  const patient = new AbortController();
  const answering = running(`parentPort.on("message", (value) => setTimeout(() => parentPort.postMessage(value), 50))`);
  const replies: unknown[] = [];
  threads = new Threads(answering, { finishesWork: true });
  const working = threads.ask([1, 2, 3, 4, 5, 6, 7, 8, 9], (reply) => replies.push(reply), patient.signal);
  patient.abort(reason);
  await expect(working).rejects.toBe(reason);
  expect(replies.length).toBeGreaterThan(0);
  expect(replies.length).toBeLessThan(9);
});
