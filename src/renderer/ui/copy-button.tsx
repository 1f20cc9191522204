import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { IconButton } from "./button.tsx";

export interface CopyButtonProps {
  /** What is copied; a function when it is costly to make. */
  readonly text: string | (() => string | Promise<string>);
  /** “Copy the payload” */
  readonly label: string;
  readonly size?: "normal" | "small";
  /** There is nothing to copy yet. */
  readonly isDisabled?: boolean;
}

type CopyState = "ready" | "copied" | "failed";
const SHOWN_MS = 1400;

/** Copies a text and says that it did. */
export function CopyButton({ text, label, size = "small", isDisabled = false }: CopyButtonProps) {
  const [state, setState] = useState<CopyState>("ready");
  useEffect(() => {
    if (state === "ready") return;
    const timer = setTimeout(() => setState("ready"), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [state]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(typeof text === "string" ? text : await text());
      setState("copied");
    } catch {
      // The browser may refuse the clipboard; the button then says so.
      setState("failed");
    }
  };
  const said = { ready: label, copied: "Copied", failed: "The clipboard cannot be used" }[state];
  return (
    <IconButton
      size={size}
      label={said}
      isDisabled={isDisabled}
      icon={state === "copied" ? <Check size={14} /> : <Copy size={14} />}
      onPress={() => void copy()}
    />
  );
}
