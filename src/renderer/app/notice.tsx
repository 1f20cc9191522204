import { useEffect, useSyncExternalStore } from "react";
import "./notice.css";

const SHOWN_MS = 3500;

interface Notice {
  readonly text: string;
}

let current: Notice | null = null;
const listeners = new Set<() => void>();

function show(notice: Notice | null): void {
  current = notice;
  for (const listener of listeners) listener();
}

/** Says for a moment that something was done, or why not. Nothing that must be read or answered. */
export function say(text: string): void {
  show({ text });
}

/** Copies a text and says so. @param what as it is called: “Link” */
export async function copyText(text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    say(`${what} copied`);
  } catch {
    // The browser decides who may write to the clipboard, and when.
    say("The clipboard cannot be used here");
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Where notices appear. */
export function Notices() {
  const notice = useSyncExternalStore(subscribe, () => current);
  useEffect(() => {
    if (notice === null) return;
    const timer = setTimeout(show, SHOWN_MS, null);
    return () => clearTimeout(timer);
  }, [notice]);
  return (
    <div role="status" className="notices">
      {notice === null ? null : <span className="notice">{notice.text}</span>}
    </div>
  );
}
