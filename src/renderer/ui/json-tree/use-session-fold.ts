import { useState } from "react";
import { z } from "zod";
import type { JsonFold } from "./json-fold.ts";

const rememberedSchema = z.object({ rule: z.enum(["automatic", "open", "closed"]), exceptions: z.array(z.string()) });

/** What is open in a tree, kept for this window under a name, so that a reload or another event opens the same parts. */
export function useSessionFold(name: string, first: JsonFold): [JsonFold, (fold: JsonFold) => void] {
  const key = `fold:${name}`;
  const [kept, setKept] = useState(() => ({ key, fold: readFold(key) ?? first }));
  const fold = kept.key === key ? kept.fold : (readFold(key) ?? first);
  return [
    fold,
    (next) => {
      sessionStorage.setItem(key, JSON.stringify({ rule: next.rule, exceptions: [...next.exceptions] }));
      setKept({ key, fold: next });
    },
  ];
}

function readFold(key: string): JsonFold | undefined {
  const text = sessionStorage.getItem(key);
  if (text === null) return undefined;
  try {
    const { rule, exceptions } = rememberedSchema.parse(JSON.parse(text));
    return { rule, exceptions: new Set(exceptions) };
  } catch {
    // Written by another version of the app: the tree starts as if nothing were remembered.
    return undefined;
  }
}
