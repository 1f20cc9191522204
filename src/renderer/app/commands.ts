import { useEffect, useSyncExternalStore } from "react";
import { createKeyReader, hasOverlay, isPressedBy, takesText, writeKey } from "./keyboard.ts";

export const COMMAND_GROUPS = ["Go to", "This place", "Lists", "Project", "Window"] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

/** Something a person can do, from the palette, a key or a native menu. */
export interface Command {
  /** Stable; native menus ask for it. */
  readonly id: string;
  /** As in a menu: “Copy link to this place”. */
  readonly title: string;
  readonly group: CommandGroup;
  /** Keys that run it; see `keyboard.ts`. */
  readonly keys?: readonly string[];
  /** Left out of the palette: a key that only makes sense where one stands, such as the next row. */
  readonly keysOnly?: boolean;
  /** The keys belong to the text field while one is in it, as those that undo what was typed. */
  readonly notInText?: boolean;
  /** Other words that people look for. */
  readonly words?: string;
  run(): void;
}

type Registration = readonly Command[];

let registrations: readonly Registration[] = [];
let merged: readonly Command[] = [];
const listeners = new Set<() => void>();

function setRegistrations(next: readonly Registration[]): void {
  registrations = next;
  // The newest registration of an id counts: an open panel decides what Escape closes.
  merged = [...new Map(registrations.flat().map((command) => [command.id, command])).values()];
  for (const listener of listeners) listener();
}

/** Makes commands available. @returns what takes them away again. */
export function registerCommands(commands: Registration): () => void {
  // A registration is told apart by its identity, so a list given twice needs two.
  const registration = [...commands];
  setRegistrations([...registrations, registration]);
  return () => setRegistrations(registrations.filter((one) => one !== registration));
}

/** Makes commands available while the component is shown. Keep the list's identity with `useMemo`. */
export function useCommands(commands: Registration): void {
  useEffect(() => registerCommands(commands), [commands]);
}

/**
 * Makes commands available that any screen may replace by its own of the same id, whenever either of them was
 * registered: effects of the frame run after those of the screen inside it.
 */
export function useFrameCommands(commands: Registration): void {
  useEffect(() => {
    const registration = [...commands];
    setRegistrations([registration, ...registrations]);
    return () => setRegistrations(registrations.filter((one) => one !== registration));
  }, [commands]);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function allCommands(): readonly Command[] {
  return merged;
}

export function useAllCommands(): readonly Command[] {
  return useSyncExternalStore(subscribe, allCommands);
}

/** Runs a command by its id. @returns false when it is not available here. */
export function runCommand(id: string): boolean {
  const command = merged.findLast((one) => one.id === id);
  command?.run();
  return command !== undefined;
}

/** Runs commands by their keys, for the whole window. @returns what ends it. */
export function listenForKeys(): () => void {
  const read = createKeyReader(() => performance.now());
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    const key = writeKey(event);
    if (key === null) return;
    const withModifier = event.ctrlKey || event.metaKey || event.altKey;
    if (!withModifier && takesText(event.target)) return;
    // Also with Control: a command would change the screen below unseen.
    if (hasOverlay(event.target) || isPressedBy(key, event.target)) return;
    const pressed = read(
      key,
      merged.flatMap(({ keys }) => keys ?? []),
    );
    const command = merged.findLast(({ keys }) => keys?.some((one) => pressed.includes(one)));
    if (command === undefined || (command.notInText && takesText(event.target))) return;
    event.preventDefault();
    command.run();
  };
  window.addEventListener("keydown", onKeyDown);
  return () => window.removeEventListener("keydown", onKeyDown);
}
