import { type FocusEvent, type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";
import { controlsIn, handleBarKey } from "./bar-keys.ts";
import "./toolbar.css";

/**
 * A row of controls above what they act on. Left and right move between the controls, Tab leaves the row, and comes back to the
 * control that it left from. Focus that is given to a control by a command stays there.
 */
export function Toolbar({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  const left = useRef<HTMLElement | null>(null);
  const cameByTab = useRef(false);
  useEffect(() => {
    const onKeyDown = ({ key }: globalThis.KeyboardEvent) => {
      cameByTab.current = key === "Tab";
    };
    const onPointerDown = () => {
      cameByTab.current = false;
    };
    window.addEventListener("keydown", onKeyDown, { capture: true });
    window.addEventListener("pointerdown", onPointerDown, { capture: true });
    return () => {
      window.removeEventListener("keydown", onKeyDown, { capture: true });
      window.removeEventListener("pointerdown", onPointerDown, { capture: true });
    };
  }, []);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === "Tab" && event.target instanceof HTMLElement) left.current = event.target;
    handleBarKey(event);
  };
  const onFocus = ({ currentTarget, target, relatedTarget }: FocusEvent<HTMLElement>) => {
    if (!currentTarget.contains(target) || currentTarget.contains(relatedTarget)) return;
    const before = left.current;
    left.current = null;
    if (cameByTab.current && before !== null && controlsIn(currentTarget).includes(before)) before.focus();
  };
  return (
    <div role="toolbar" aria-label={label} className="toolbar" onKeyDownCapture={onKeyDown} onFocus={onFocus}>
      {children}
    </div>
  );
}

/** Takes the room that is left, so that what follows stands at the end. */
export function ToolbarSpace() {
  return <span className="toolbar-space" />;
}
