import { expect, test } from "vitest";
import { afterChange, afterRedo, afterUndo, NO_HISTORY } from "./filter-history.ts";

test("letters typed after each other are one change, and a pause begins another", () => {
  const typed = ["p", "pi", "pia"].reduce(
    (history, text, index) => afterChange(history, text.slice(0, -1), text, 100 * index),
    NO_HISTORY,
  );
  expect(typed.past).toEqual([""]);
  expect(afterChange(typed, "pia", "pian", 5000).past).toEqual(["", "pia"]);
});

test("emptying a filter and replacing it are changes of their own, however soon", () => {
  const typed = afterChange(NO_HISTORY, "", "p", 0);
  expect(afterChange(typed, "p", "", 10).past).toEqual(["", "p"]);
  expect(afterChange(typed, "p", "type:mark:*", 10).past).toEqual(["", "p"]);
  expect(afterChange(typed, "p", 'p type:"job:started"', 10).past).toEqual(["", "p"]);
});

test("what is undone can be done again, until something else is changed", () => {
  const history = afterChange(afterChange(NO_HISTORY, "", "a", 0), "a", "b", 9000);
  const undone = afterUndo(history, "b");
  expect(undone).toMatchObject({ past: [""], future: ["b"] });
  expect(afterRedo(undone, "a")).toMatchObject({ past: ["", "a"], future: [] });
  expect(afterChange(undone, "a", "ac", 9001)).toMatchObject({ past: ["", "a"], future: [] });
});
