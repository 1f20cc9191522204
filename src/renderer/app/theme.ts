import { useSyncExternalStore } from "react";
import { readRemembered, remember } from "../ui/remembered-values.ts";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const KEY = "theme";
const listeners = new Set<() => void>();

function currentTheme(): Theme {
  const chosen = document.documentElement.dataset.theme;
  return THEMES.find((theme) => theme === chosen) ?? "system";
}

/** Applies what was chosen before, early enough that nothing flashes. */
export function restoreTheme(): void {
  show(THEMES.find((theme) => theme === readRemembered(KEY)) ?? "system");
}

export function chooseTheme(theme: Theme): void {
  remember(KEY, theme);
  show(theme);
}

function show(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, currentTheme);
}
