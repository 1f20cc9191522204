import type { ReactNode } from "react";

/** A titled part of the overview; `more` leads to all of it. */
export function Section({
  title,
  more,
  children,
}: {
  readonly title: string;
  readonly more: string | null;
  readonly children: ReactNode;
}) {
  return (
    <section className="overview-section" aria-label={title}>
      <header className="overview-head">
        <h2>{title}</h2>
        {more === null ? null : (
          <a href={more} aria-label={`${title}: all`}>
            All
          </a>
        )}
      </header>
      {children}
    </section>
  );
}
