import { useCallback, useSyncExternalStore } from "react";
import { onFilled, onRemembered, readRemembered, remember } from "../ui/remembered-values.ts";

/** A choice that is remembered on this machine, among a few. */
export function useRemembered<const Value extends string>(
  key: string,
  values: readonly Value[],
  fallback: NoInfer<Value>,
): readonly [Value, (next: Value) => void] {
  const stored = useSyncExternalStore(subscribe, () => readRemembered(key));
  const choose = useCallback((next: Value) => remember(key, next), [key]);
  return [values.find((one) => one === stored) ?? fallback, choose];
}

function subscribe(listener: () => void): () => void {
  const ends = [onRemembered(listener), onFilled(listener)];
  return () => {
    for (const end of ends) end();
  };
}
