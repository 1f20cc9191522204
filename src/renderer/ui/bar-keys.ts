import type { KeyboardEvent } from "react";

const CONTROLS = "a[href],button,input,select,textarea,[tabindex]";

/** What keys can reach in an element, in its order. */
export function controlsIn(bar: Element): readonly HTMLElement[] {
  return [...bar.querySelectorAll<HTMLElement>(CONTROLS)].filter(
    (element) => element.tabIndex >= 0 && !element.matches(":disabled") && element.checkVisibility(),
  );
}

/**
 * Left and right go from control to control, Tab leaves the bar. In a text field left and right belong to the caret until it is
 * at the end that they lead out of, and fields with parts, as those for times, keep all of their keys.
 */
export function handleBarKey(event: KeyboardEvent<HTMLElement>): void {
  const { currentTarget: bar, target, key } = event;
  // What a button opens stands elsewhere in the page, but its keys come by here.
  if (event.defaultPrevented || !(target instanceof HTMLElement) || !bar.contains(target)) return;
  // The list of a choice is open, and has its keys.
  if (target instanceof HTMLOptionElement) return;
  if (event.altKey || event.ctrlKey || event.metaKey || hasParts(target)) return;
  const controls = controlsIn(bar);
  if (key === "Tab") {
    // From the first or last control the browser goes on to what is beside the bar.
    controls.at(event.shiftKey ? 0 : -1)?.focus();
    return;
  }
  if ((key !== "ArrowLeft" && key !== "ArrowRight") || isWithinText(target, key)) return;
  event.preventDefault();
  // A closed list of choices would take them for the next choice.
  event.stopPropagation();
  controls[controls.indexOf(target) + (key === "ArrowRight" ? 1 : -1)]?.focus();
}

function hasParts(target: HTMLElement): boolean {
  return target instanceof HTMLInputElement && ["datetime-local", "date", "time"].includes(target.type);
}

function isWithinText(target: HTMLElement, key: "ArrowLeft" | "ArrowRight"): boolean {
  if (!(target instanceof HTMLInputElement) || target.selectionStart === null) return false;
  const end = key === "ArrowLeft" ? 0 : target.value.length;
  return target.selectionStart !== end || target.selectionEnd !== end;
}
