import {
  type FocusEvent,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  useEffect,
  useId,
  useRef,
  useState,
} from "react";
import { Tooltip as AriaTooltip, TooltipTriggerStateContext } from "react-aria-components";
import "./tooltip.css";

/** Until a mouse that rests on a control is taken to ask what it is. */
const DELAY_MS = 500;
/** Long enough to move the mouse onto what is said. */
const CLOSE_MS = 80;
/** Who has just read one of them wants the next at once. */
const WARM_MS = 500;

let warmUntil = 0;
/** The one that is shown: there is never more than one. */
let shown: { readonly id: string; close(): void } | undefined;

export interface Tooltip {
  /** For the control itself. */
  readonly trigger: {
    ref(element: Element | null): void;
    readonly "aria-describedby"?: string;
    onPointerEnter(event: PointerEvent): void;
    onPointerLeave(): void;
    onPointerDown(): void;
    onFocus(event: FocusEvent): void;
    onBlur(): void;
    onKeyDown(event: KeyboardEvent): void;
  };
  /** To stand anywhere beside it. */
  readonly tooltip: ReactNode;
}

/**
 * Says more about a control that can be focused: when a mouse rests on it, or keys have come to it. What it says must not be needed to
 * understand the control. A screen has a dozen of them, and most are never looked at: until then it costs next to nothing.
 *
 * @param text what is said
 * @param hint keys that do the same
 */
export function useTooltip(text: ReactNode, hint?: ReactNode): Tooltip {
  const id = useId();
  const element = useRef<Element>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [isOpen, setOpen] = useState(false);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      if (shown?.id === id) shown = undefined;
    },
    [id],
  );

  const close = () => {
    clearTimeout(timer.current);
    if (shown?.id !== id) return;
    shown = undefined;
    warmUntil = performance.now() + WARM_MS;
    setOpen(false);
  };
  const open = () => {
    clearTimeout(timer.current);
    if (shown?.id !== id) shown?.close();
    shown = { id, close };
    setOpen(true);
  };
  const later = (act: () => void, milliseconds: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(act, milliseconds);
  };
  return {
    trigger: {
      ref: (found) => {
        element.current = found;
      },
      ...(isOpen ? { "aria-describedby": id } : {}),
      onPointerEnter: ({ pointerType }) => {
        if (pointerType !== "touch") later(open, isWarm() ? 0 : DELAY_MS);
      },
      onPointerLeave: () => later(close, CLOSE_MS),
      onPointerDown: close,
      onFocus: ({ currentTarget }) => {
        if (currentTarget.matches(":focus-visible")) open();
      },
      onBlur: close,
      onKeyDown: (event) => {
        if (!isOpen) return;
        close();
        // Escape closes what is said, and nothing else.
        if (event.key === "Escape") event.stopPropagation();
      },
    },
    tooltip: isOpen ? (
      <TooltipTriggerStateContext
        value={{ isOpen, shouldSkipAnimation: true, open, close: (now) => (now ? close() : later(close, CLOSE_MS)) }}
      >
        <AriaTooltip triggerRef={element} className="tooltip" offset={6}>
          <span id={id}>{text}</span>
          {hint}
        </AriaTooltip>
      </TooltipTriggerStateContext>
    ) : null,
  };
}

function isWarm(): boolean {
  return shown !== undefined || performance.now() < warmUntil;
}

/** A tooltip for text that is no control: the text takes the focus, so that keys can reach what is said. */
export function Explained({ text, children }: { readonly text: ReactNode; readonly children: ReactNode }) {
  const { trigger, tooltip } = useTooltip(text);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the tooltip must be reachable by keyboard */}
      <span role="note" tabIndex={0} className="explained" {...trigger}>
        {children}
      </span>
      {tooltip}
    </>
  );
}
