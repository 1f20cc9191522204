import { ArrowUp } from "lucide-react";
import { Button as AriaButton } from "react-aria-components";
import "./waiting-chip.css";

/** Says that something new waits, over a list that is being read; a press shows it. */
export function WaitingChip({ text, onShow }: { readonly text: string; onShow(): void }) {
  return (
    <AriaButton className="waiting-chip" onPress={onShow}>
      <ArrowUp size={13} aria-hidden />
      {text}
    </AriaButton>
  );
}
