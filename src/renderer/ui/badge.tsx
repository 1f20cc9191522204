import type { ReactNode } from "react";
import "./badge.css";
import { classes } from "./classes.ts";

/** Roles of colour that a badge can have. Its word says the same. */
export type Tone = "neutral" | "accent" | "verified" | "unchained" | "explained" | "suspect" | "unreadable" | "moved";

export interface BadgeProps {
  readonly tone?: Tone;
  readonly icon?: ReactNode;
  readonly children: ReactNode;
  /** Without a ground of its own, for rows of a table. */
  readonly plain?: boolean;
}

export function Badge({ tone = "neutral", icon, children, plain = false }: BadgeProps) {
  return (
    <span className={classes("badge", `badge-${tone}`, plain && "badge-plain")}>
      {icon}
      <span className="badge-text">{children}</span>
    </span>
  );
}
