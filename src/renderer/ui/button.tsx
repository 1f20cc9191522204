import type { ReactNode } from "react";
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components";
import "./button.css";
import { classes } from "./classes.ts";
import { Tooltip } from "./tooltip.tsx";

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

export interface IconButtonProps extends Omit<AriaButtonProps, "className" | "style" | "children" | "aria-label"> {
  /** Said by screen readers and shown in the tooltip. */
  readonly label: string;
  readonly icon: ReactNode;
  /** Keys that do the same, shown in the tooltip. */
  readonly hint?: ReactNode;
  readonly size?: "normal" | "small";
  /** As of a {@link Button}. */
  readonly isIdle?: boolean;
}

export function IconButton({ label, icon, hint, size = "normal", isIdle, ...props }: IconButtonProps) {
  return (
    <Tooltip text={label} hint={hint}>
      <AriaButton
        {...props}
        {...(isIdle ? IDLE : {})}
        aria-label={label}
        className={classes("button", "button-quiet", "button-icon", size === "small" && "button-small")}
      >
        {icon}
      </AriaButton>
    </Tooltip>
  );
}
