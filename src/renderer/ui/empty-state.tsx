import type { ReactNode } from "react";
import "./empty-state.css";
import { classes } from "./classes.ts";

export interface EmptyStateProps {
  readonly icon?: ReactNode;
  readonly title: ReactNode;
  /** Why there is nothing, and what would be here. */
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  /** An error is announced; emptiness is not. */
  readonly kind?: "empty" | "error";
}

/** What stands where there is nothing to show, with what to do about it. */
export function EmptyState({ icon, title, children, actions, kind = "empty" }: EmptyStateProps) {
  return (
    <div
      className={classes("empty-state", kind === "error" && "empty-state-error")}
      role={kind === "error" ? "alert" : undefined}
    >
      {icon === undefined ? null : <span className="empty-state-icon">{icon}</span>}
      <h2 className="empty-state-title">{title}</h2>
      {children === undefined ? null : <div className="empty-state-text">{children}</div>}
      {actions === undefined ? null : <div className="empty-state-actions">{actions}</div>}
    </div>
  );
}
