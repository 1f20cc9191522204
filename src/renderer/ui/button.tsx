import type { ReactNode } from "react";
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components";
import "./button.css";
import { classes } from "./classes.ts";
import { useTooltip } from "./tooltip.tsx";

const IDLE = { "aria-disabled": true, onPress: () => undefined } as const;

export interface ButtonProps extends Omit<AriaButtonProps, "className" | "style" | "children"> {
  readonly children: ReactNode;
  /** `primary` is the one thing to do here; `quiet` stands in bars and rows. */
  readonly look?: "primary" | "normal" | "quiet" | "danger";
  readonly size?: "normal" | "small";
  readonly icon?: ReactNode;
  readonly isIdle?: boolean;
}

/**
 * @param isIdle there is nothing to do now, as while what was asked for is done: the button looks disabled and keeps the focus, which
 * a disabled one would lose
 */
export function Button({ children, look = "normal", size = "normal", icon, isIdle, ...props }: ButtonProps) {
  return (
    <AriaButton
      {...props}
      {...(isIdle ? IDLE : {})}
      className={classes("button", `button-${look}`, size === "small" && "button-small")}
    >
      {icon}
      <span className="button-text">{children}</span>
    </AriaButton>
  );
}

export interface IconButtonProps {
  /** Said by screen readers and shown in the tooltip. */
  readonly label: string;
  readonly icon: ReactNode;
  /** Keys that do the same, shown in the tooltip. */
  readonly hint?: ReactNode;
  readonly size?: "normal" | "small";
  readonly isDisabled?: boolean;
  /** As of a {@link Button}. */
  readonly isIdle?: boolean;
  /** @param button itself */
  onPress(button: HTMLElement): void;
}

/** The browser's own button, since screens are full of them; see `docs/decisions/0002-page.md`. */
export function IconButton({
  label,
  icon,
  hint,
  size = "normal",
  isDisabled = false,
  isIdle = false,
  onPress,
}: IconButtonProps) {
  const { trigger, tooltip } = useTooltip(label, hint);
  return (
    <>
      <button
        type="button"
        aria-label={label}
        aria-disabled={isIdle || undefined}
        disabled={isDisabled}
        className={classes("button", "button-quiet", "button-icon", size === "small" && "button-small")}
        onClick={({ currentTarget }) => {
          if (!isIdle) onPress(currentTarget);
        }}
        {...trigger}
      >
        {icon}
      </button>
      {tooltip}
    </>
  );
}
