import { act } from "react";
import { createRoot } from "react-dom/client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Toolbar } from "./toolbar.tsx";

let end: () => void;

beforeEach(() => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  const root = createRoot(document.body.appendChild(document.createElement("div")));
  act(() =>
    root.render(
      <>
        <Toolbar label="Tools">
          <input aria-label="filter" defaultValue="ab" />
          <button type="button">one</button>
          <button type="button" disabled>
            off
          </button>
          <button type="button">two</button>
        </Toolbar>
        <button type="button">outside</button>
      </>,
    ),
  );
  end = () => act(() => root.unmount());
});
afterEach(() => {
  end();
  vi.unstubAllGlobals();
  document.body.replaceChildren();
});

const named = (name: string) => {
  const found = [...document.querySelectorAll<HTMLElement>("input,button")].find(
    (element) => element.getAttribute("aria-label") === name || element.textContent === name,
  );
  if (found === undefined) throw new Error(`There is no control named ${name}.`);
  return found;
};
const press = (key: string) => {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
  act(() => document.activeElement?.dispatchEvent(event));
};
const focused = () => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent;

test("left and right go from control to control, past those that are disabled", () => {
  named("one").focus();
  press("ArrowRight");
  expect(focused()).toBe("two");
  press("ArrowRight");
  expect(focused()).toBe("two");
  press("ArrowLeft");
  press("ArrowLeft");
  expect(focused()).toBe("filter");
});

test("left and right move the caret in a field, and lead out of it at its end", () => {
  const field = named("filter");
  if (!(field instanceof HTMLInputElement)) throw new Error("The field is an input.");
  field.focus();
  field.setSelectionRange(1, 1);
  press("ArrowRight");
  expect(focused()).toBe("filter");
  field.setSelectionRange(2, 2);
  press("ArrowRight");
  expect(focused()).toBe("one");
});

test("what a command gives the focus to keeps it; Tab comes back to where it left", () => {
  named("one").focus();
  press("Tab");
  named("outside").focus();
  act(() => named("filter").focus());
  expect(focused()).toBe("one");
  press("Tab");
  named("outside").focus();
  press("/");
  act(() => named("filter").focus());
  expect(focused()).toBe("filter");
});
