import type { ReactNode } from "react";
import { Toolbar as AriaToolbar } from "react-aria-components";
import "./toolbar.css";

/** A row of controls above what they act on. Arrow keys move between the controls. */
export function Toolbar({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <AriaToolbar aria-label={label} className="toolbar">
      {children}
    </AriaToolbar>
  );
}

/** Takes the room that is left, so that what follows stands at the end. */
export function ToolbarSpace() {
  return <span className="toolbar-space" />;
}
