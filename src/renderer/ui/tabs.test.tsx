import { act, useState } from "react";
import { createRoot } from "react-dom/client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Tabs } from "./tabs.tsx";

const IDS = ["one", "two", "three"] as const;
const TABS = IDS.map((id) => ({ id, label: `Part ${id}` }));

function Parts() {
  const [shown, setShown] = useState<(typeof IDS)[number]>("one");
  return (
    <Tabs label="Parts" tabs={TABS} selected={shown} onSelect={(id) => setShown(id)}>
      What {shown} shows
    </Tabs>
  );
}

let end: () => void;

beforeEach(() => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  const root = createRoot(document.body.appendChild(document.createElement("div")));
  act(() => root.render(<Parts />));
  end = () => act(() => root.unmount());
});
afterEach(() => {
  end();
  vi.unstubAllGlobals();
  document.body.replaceChildren();
});

const tabs = () => [...document.querySelectorAll<HTMLElement>("[role=tab]")];
const panel = () => document.querySelector("[role=tabpanel]");
const press = (key: string, more: KeyboardEventInit = {}) => {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more });
  act(() => document.activeElement?.dispatchEvent(event));
  return event;
};

test("left, right, Home and End show the next tab and go to it, around the ends", () => {
  tabs()[0]?.focus();
  for (const [key, leadsTo] of [
    ["ArrowRight", "two"],
    ["End", "three"],
    ["ArrowRight", "one"],
    ["ArrowLeft", "three"],
    ["ArrowLeft", "two"],
    ["Home", "one"],
  ]) {
    expect(press(key ?? "").defaultPrevented).toBe(true);
    expect(document.activeElement?.textContent).toBe(`Part ${leadsTo}`);
    expect(panel()?.textContent).toBe(`What ${leadsTo} shows`);
  }
});

test("other keys, and those with a modifier, are left to others", () => {
  tabs()[0]?.focus();
  for (const event of [press("ArrowDown"), press("a"), press("ArrowRight", { altKey: true })])
    expect(event.defaultPrevented).toBe(false);
  expect(panel()?.textContent).toBe("What one shows");
});

test("the shown tab is said, is the one that Tab stops at, and names its panel", () => {
  act(() => tabs()[1]?.click());
  expect(tabs().map((tab) => tab.getAttribute("aria-selected"))).toEqual(["false", "true", "false"]);
  expect(tabs().map(({ tabIndex }) => tabIndex)).toEqual([-1, 0, -1]);
  expect(document.getElementById(panel()?.getAttribute("aria-labelledby") ?? "")).toBe(tabs()[1]);
  expect(document.getElementById(tabs()[1]?.getAttribute("aria-controls") ?? "")).toBe(panel());
});
