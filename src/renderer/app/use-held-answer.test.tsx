import { act } from "react";
import { createRoot } from "react-dom/client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type HeldAnswer, useHeldAnswer } from "./use-held-answer.ts";

let end: () => void;
let held: HeldAnswer<string>;
let draw: (answer: string | undefined, question: string | undefined, hold: boolean) => void;

beforeEach(() => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  const root = createRoot(document.body.appendChild(document.createElement("div")));
  function Holder(given: { readonly answer?: string; readonly question?: string; readonly hold: boolean }) {
    held = useHeldAnswer(given.answer, given.question, given.hold);
    return null;
  }
  draw = (answer, question, hold) =>
    act(() =>
      root.render(
        <Holder
          {...(answer === undefined ? {} : { answer })}
          {...(question === undefined ? {} : { question })}
          hold={hold}
        />,
      ),
    );
  end = () => act(() => root.unmount());
});
afterEach(() => {
  end();
  vi.unstubAllGlobals();
  document.body.replaceChildren();
});

test("an answer stays in sight while it is held, and says that a newer one waits", () => {
  draw("old", "question", false);
  draw("old", "question", true);
  expect(held).toMatchObject({ shown: "old", waiting: false });
  draw("new", "question", true);
  expect(held).toMatchObject({ shown: "old", waiting: true });
  draw("new", "question", false);
  expect(held).toMatchObject({ shown: "new", waiting: false });
});

test("a newer answer that was asked for is held from then on", () => {
  draw("old", "question", true);
  draw("new", "question", true);
  act(() => held.release());
  expect(held).toMatchObject({ shown: "new", waiting: false });
  draw("newest", "question", true);
  expect(held).toMatchObject({ shown: "new", waiting: true });
});

test("the answer to another question shows as soon as it is there", () => {
  draw("old", "question", true);
  // Still the answer to the question before.
  draw("old", undefined, true);
  expect(held).toMatchObject({ shown: "old", waiting: false });
  draw("other", "other question", true);
  expect(held).toMatchObject({ shown: "other", waiting: false });
});
