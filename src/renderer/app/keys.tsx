import { KeyHint } from "../ui/key-hint.tsx";
import { keyCaps } from "./keyboard.ts";

/** The keys of a command, drawn as caps. */
export function Keys({ written }: { readonly written: string }) {
  return <KeyHint caps={keyCaps(written)} />;
}
