import { useCallback, useState } from "react";

/** A choice that is remembered on this machine, among a few. */
export function useRemembered<const Value extends string>(
  key: string,
  values: readonly Value[],
  fallback: NoInfer<Value>,
): readonly [Value, (next: Value) => void] {
  const [value, setValue] = useState<Value>(() => values.find((one) => one === localStorage.getItem(key)) ?? fallback);
  const choose = useCallback(
    (next: Value) => {
      localStorage.setItem(key, next);
      setValue(next);
    },
    [key],
  );
  return [value, choose];
}
