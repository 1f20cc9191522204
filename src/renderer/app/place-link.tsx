import type { ReactNode } from "react";
import { hrefOf, type Place } from "./places.ts";

export interface PlaceLinkProps {
  readonly to: Place;
  readonly children: ReactNode;
  readonly className?: string;
  readonly label?: string;
  /** Marks the link to where one is. */
  readonly current?: boolean;
  readonly title?: string;
  readonly id?: string;
  /** -1 for links of a list that is moved through with arrow keys. */
  readonly tabIndex?: number;
}

/** A link to a place of the app: it can be opened in a new tab and copied as any link. */
export function PlaceLink({ to, children, className, label, current, title, id, tabIndex }: PlaceLinkProps) {
  return (
    <a
      id={id}
      tabIndex={tabIndex}
      href={hrefOf(to)}
      className={className}
      aria-label={label}
      aria-current={current ? "page" : undefined}
      title={title}
    >
      {children}
    </a>
  );
}
