import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { allCommands, type Command, listenForKeys, registerCommands, runCommand } from "./commands.ts";

let ran: string[] = [];
const ends: (() => void)[] = [];
const command = (id: string, keys: readonly string[] = [], as = id): Command => ({
  id,
  title: id,
  group: "Lists",
  keys,
  run: () => ran.push(as),
});
const register = (...commands: readonly Command[]) => {
  const end = registerCommands(commands);
  ends.push(end);
  return end;
};
const press = (key: string, target: EventTarget = document.body, modifiers: KeyboardEventInit = {}) => {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...modifiers });
  target.dispatchEvent(event);
  return event;
};

beforeEach(() => {
  ran = [];
  ends.push(listenForKeys());
});
afterEach(() => {
  for (const end of ends.splice(0)) end();
  document.body.replaceChildren();
});

describe("commands", () => {
  test("run by their keys and by their id, while they are registered", () => {
    const end = register(command("go", ["g r"]), command("show", ["?"]));
    press("g");
    press("r");
    expect(press("?").defaultPrevented).toBe(true);
    expect(runCommand("go")).toBe(true);
    end();
    press("?");
    expect(runCommand("go")).toBe(false);
    expect(ran).toEqual(["go", "show", "go"]);
  });

  test("of what was opened last come first, and give way again", () => {
    register(command("leave", ["Escape"], "screen"));
    const end = register(command("leave", ["Escape"], "panel"));
    press("Escape");
    end();
    press("Escape");
    expect(ran).toEqual(["panel", "screen"]);
    expect(allCommands()).toHaveLength(1);
  });

  test("leave plain keys to what is typed in, but take keys with Control", () => {
    register(command("next", ["n"]), command("palette", ["Mod+K"]));
    const input = document.body.appendChild(document.createElement("input"));
    const dialog = document.body.appendChild(document.createElement("div"));
    dialog.setAttribute("role", "dialog");
    press("n", input);
    press("n", dialog);
    expect(ran).toEqual([]);
    press("k", input, { ctrlKey: true });
    press("n");
    expect(ran).toEqual(["palette", "next"]);
  });

  test.each(["overlay", "popover"])("leave every key to what lies over the screen", (name) => {
    register(command("rows", ["2"]), command("palette", ["Mod+K"]));
    const above = document.body.appendChild(document.createElement("div"));
    above.className = name;
    press("2");
    press("k", document.body, { ctrlKey: true });
    expect(ran).toEqual([]);
    above.remove();
    press("2");
    expect(ran).toEqual(["rows"]);
  });

  test("leave keys to the button that they press", () => {
    register(command("play", ["Space"]));
    expect(press(" ", document.body.appendChild(document.createElement("button"))).defaultPrevented).toBe(false);
    press(" ");
    expect(ran).toEqual(["play"]);
  });

  test("leave the keys to a choice that it seeks and opens with, and every plain key to its open list", () => {
    register(
      command("next", ["n"]),
      command("play", ["Space"]),
      command("forward", ["]"]),
      command("leave", ["Escape"]),
    );
    const choice = document.body.appendChild(document.createElement("select"));
    const option = choice.appendChild(document.createElement("option"));
    for (const key of ["n", " ", "]", "Escape"]) press(key, choice);
    expect(ran).toEqual(["forward", "leave"]);
    for (const key of ["n", " ", "]", "Escape"]) press(key, option);
    expect(ran).toEqual(["forward", "leave"]);
  });

  test("do not run for keys that something else has answered", () => {
    register(command("next", ["n"]));
    document.body.addEventListener("keydown", (event) => event.preventDefault(), { once: true });
    press("n");
    expect(ran).toEqual([]);
  });
});
