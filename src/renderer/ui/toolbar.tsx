import type { PointerEvent, ReactNode } from "react";
import { Toolbar as AriaToolbar } from "react-aria-components";
import "./toolbar.css";

/** A row of controls above what they act on. Arrow keys move between the controls. */
export function Toolbar({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <AriaToolbar aria-label={label} className="toolbar" onPointerUpCapture={focusPressed}>
      {children}
    </AriaToolbar>
  );
}

/**
 * The toolbar gives the focus back to what had it last in it, also when another of its buttons is pressed: what that button opens
 * would then lead back to a text field.
 */
function focusPressed({ target }: PointerEvent): void {
  const button = target instanceof Element ? target.closest<HTMLElement>("button") : null;
  if (button !== null && document.activeElement !== button) button.focus({ preventScroll: true });
}

/** Takes the room that is left, so that what follows stands at the end. */
export function ToolbarSpace() {
  return <span className="toolbar-space" />;
}
