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
}

/** A link to a place of the app: it can be opened in a new tab and copied as any link. */
export function PlaceLink({ to, children, className, label, current, title }: PlaceLinkProps) {
  return (
    <a href={hrefOf(to)} className={className} aria-label={label} aria-current={current ? "page" : undefined} title={title}>
      {children}
    </a>
  );
}
