/*
 * Keys of commands. Written `Mod+K` (Command on a Mac, Control elsewhere), `Shift+N`, `?`, `Escape`, or as two keys after
 * each other: `g r`.
 */

const isMac = typeof navigator !== "undefined" && /mac/iu.test(navigator.platform);

/** How long after the first key of a sequence the second one counts. */
const SEQUENCE_MS = 1200;

type KeyPress = Pick<KeyboardEvent, "key" | "metaKey" | "ctrlKey" | "altKey" | "shiftKey">;

/** The key as it is written in commands, or `null` for a modifier alone. */
export function writeKey(event: KeyPress, mac = isMac): string | null {
  if (["Shift", "Control", "Alt", "Meta", "Dead", "Process", "Unidentified"].includes(event.key)) return null;
  const mod = mac ? event.metaKey : event.ctrlKey;
  const control = mac && event.ctrlKey;
  const isLetter = /^\p{L}$/u.test(event.key);
  // A character that needs Shift on some keyboards is written as itself: `?`, not `Shift+/`.
  const shift = event.shiftKey && (event.key.length > 1 || isLetter || mod);
  const name = event.key === " " ? "Space" : isLetter && (mod || shift) ? event.key.toUpperCase() : event.key;
  return [mod && "Mod", control && "Control", event.altKey && "Alt", shift && "Shift", name].filter(Boolean).join("+");
}

/** Follows keys and tells which of the written ones was pressed; keeps the first half of a sequence in mind. */
export function createKeyReader(now: () => number): (key: string, written: Iterable<string>) => readonly string[] {
  let first: { readonly key: string; readonly at: number } | null = null;
  return (key, written) => {
    const before = first !== null && now() - first.at < SEQUENCE_MS ? first.key : null;
    first = null;
    const all = [...written];
    const sequences = before === null ? [] : all.filter((one) => one === `${before} ${key}`);
    if (sequences.length > 0) return sequences;
    if (all.some((one) => one.startsWith(`${key} `))) {
      first = { key, at: now() };
      return [];
    }
    return all.filter((one) => one === key);
  };
}

/** Whether a plain key typed there belongs to the element and not to a command. */
export function takesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  // An option has the focus while the list of its choice is open.
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLOptionElement)
    return true;
  return (
    target instanceof HTMLInputElement &&
    !["checkbox", "radio", "range", "button", "submit", "reset"].includes(target.type)
  );
}

const OVERLAYS = ".overlay,.popover";

/** Whether an element is part of something that lies over the screen. */
function isInOverlay(target: EventTarget | null): boolean {
  return (
    target instanceof Element && target.closest(`[role=dialog],[role=alertdialog],[role=menu],${OVERLAYS}`) !== null
  );
}

/** Whether something lies over the screen that takes the keys for itself, wherever the focus went. */
export function hasOverlay(target: EventTarget | null): boolean {
  return isInOverlay(target) || document.querySelector(OVERLAYS) !== null;
}

/** What a closed choice takes: letters and figures seek in it, the others open it or go to what is beside. */
const KEYS_OF_CHOICE = /^(?:Shift\+)?(?:[\p{L}\p{N}]|Space|Enter|ArrowUp|ArrowDown|PageUp|PageDown|Home|End)$/u;

/** Whether a plain key presses what has the focus. */
export function isPressedBy(key: string, target: EventTarget | null): boolean {
  if (target instanceof HTMLSelectElement) return KEYS_OF_CHOICE.test(key);
  return (
    (key === "Space" || key === "Enter") &&
    target instanceof Element &&
    target.closest("button,a[href],summary,input,[role=button],[role=tab],[role=option]") !== null
  );
}

const NAMES: Readonly<Record<string, string>> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Escape: "Esc",
  PageUp: "Page Up",
  PageDown: "Page Down",
};
const MAC_NAMES: Readonly<Record<string, string>> = { Mod: "⌘", Shift: "⇧", Alt: "⌥", Control: "⌃" };

/** The keys as people know them, each to be drawn as one key cap; a sequence is a list of several presses. */
export function keyCaps(written: string, mac = isMac): readonly (readonly string[])[] {
  return written.split(" ").map((press) => {
    const parts = press === "+" ? ["+"] : press.split(/\+(?=.)/u);
    return parts.map((part) => {
      if (mac && part in MAC_NAMES) return MAC_NAMES[part] ?? part;
      if (part === "Mod") return "Ctrl";
      return NAMES[part] ?? (part.length === 1 && parts.length > 1 ? part.toUpperCase() : part);
    });
  });
}
