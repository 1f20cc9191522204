import { act } from "react";
import { createRoot } from "react-dom/client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Column } from "./column.ts";
import { chooseWidth, edgeId, giveWidthsBack } from "./column-widths.ts";
import { DataTable } from "./data-table.tsx";

const COLUMNS: readonly Column<string>[] = [
  { id: "name", header: "Name", width: 220, sortable: true, cell: (row) => row },
  { id: "size", header: "Size", width: 80, cell: (row) => row },
  { id: "age", header: "Age", width: 96, sortable: true, cell: (row) => row },
];

let end: () => void;

beforeEach(() => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  const root = createRoot(document.body.appendChild(document.createElement("div")));
  act(() =>
    root.render(
      <DataTable
        label="Files"
        name="files"
        columns={COLUMNS}
        source={{ count: 0, rowAt: () => undefined, showing: () => undefined }}
        rowId={(row) => row}
        selected={null}
        onSelect={() => undefined}
        onOpen={() => undefined}
        empty="Nothing"
        autoFocus
      />,
    ),
  );
  end = () => act(() => root.unmount());
});
afterEach(() => {
  end();
  giveWidthsBack("files");
  vi.unstubAllGlobals();
  document.body.replaceChildren();
});

const press = (key: string, shiftKey = false) =>
  act(() => {
    document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key, shiftKey, bubbles: true }));
  });
const focus = (element: HTMLElement | null | undefined) => act(() => element?.focus());
const focused = () => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent;
const edge = (column: string) => document.getElementById(edgeId("files", column));
const width = (column: string) => edge(column)?.getAttribute("aria-valuenow");
const stops = () =>
  [...document.querySelectorAll<HTMLElement>("button,[tabindex]")]
    .filter(({ tabIndex }) => tabIndex === 0)
    .map((element) => element.getAttribute("aria-label") ?? element.textContent);

test("columns are one stop for Tab and the edge of the one that is gone to another; arrows lead through them", () => {
  expect(stops()).toEqual(["Files", "Name", "Width of Name"]);
  focus(document.querySelector("button"));
  press("ArrowRight");
  expect(focused()).toBe("Size");
  expect(stops()).toEqual(["Files", "Size", "Width of Size"]);
  press("End");
  expect(focused()).toBe("Age");
  press("ArrowRight");
  expect(focused()).toBe("Age");
  press("Home");
  expect(focused()).toBe("Name");
  press("ArrowDown");
  expect(focused()).toBe("Files");
});

test("arrows move the edge of a column, with Shift further, within bounds; Enter gives its own width back", () => {
  act(() => chooseWidth("files", "size", 100));
  focus(edge("size"));
  expect(stops()).toEqual(["Files", "Size", "Width of Size"]);
  press("ArrowRight");
  expect(width("size")).toBe("108");
  press("ArrowLeft", true);
  expect(width("size")).toBe("68");
  press("ArrowLeft", true);
  press("ArrowLeft");
  expect(width("size")).toBe("48");
  expect(width("age")).toBe("96");
  expect(focused()).toBe("Width of Size");
  press("Enter");
  expect(localStorage.getItem("widths:files")).toBe("{}");
});

test("what is remembered of widths is taken as far as it makes sense", () => {
  act(() => chooseWidth("files", "name", 5000));
  expect(width("name")).toBe("1200");
  localStorage.setItem("widths:files", '{"name":"wide","size":1,"age":120}');
  act(() => chooseWidth("files", "age", 130));
  expect(localStorage.getItem("widths:files")).toBe('{"size":48,"age":130}');
});
