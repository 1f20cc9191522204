import { type ReactElement, type ReactNode, useState } from "react";
import { Tooltip as AriaTooltip, Focusable, TooltipTrigger } from "react-aria-components";
import "./tooltip.css";

export interface TooltipProps {
  readonly text: ReactNode;
  /** Keys that do the same. */
  readonly hint?: ReactNode;
  readonly children: ReactElement;
}

/** Says more about a control that can be focused. What it says must not be needed to understand the control. */
export function Tooltip({ text, hint, children }: TooltipProps) {
  // A screen has a dozen of them, and most are never looked at.
  const [wasWanted, setWanted] = useState(false);
  return (
    <TooltipTrigger delay={500} closeDelay={80} onOpenChange={() => setWanted(true)}>
      {children}
      {wasWanted ? (
        <AriaTooltip className="tooltip" offset={6}>
          <span>{text}</span>
          {hint}
        </AriaTooltip>
      ) : null}
    </TooltipTrigger>
  );
}

/** A tooltip for text that is no control: the text takes the focus, so that keys can reach what is said. */
export function Explained({ text, children }: { readonly text: ReactNode; readonly children: ReactNode }) {
  return (
    <Tooltip text={text}>
      <Focusable>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the tooltip must be reachable by keyboard */}
        <span role="note" tabIndex={0} className="explained">
          {children}
        </span>
      </Focusable>
    </Tooltip>
  );
}
