import type { ReactNode } from "react";

/** A titled part of the overview; `more` leads to all of it, or to what `moreName` says. */
export function Section({
  title,
  more,
  moreName = "All",
  children,
}: {
  readonly title: string;
  readonly more: string | null;
  readonly moreName?: string;
  readonly children: ReactNode;
}) {
  return (
    <section className="overview-section" aria-label={title}>
      <header className="overview-head">
        <h2>{title}</h2>
        {more === null ? null : (
          <a href={more} aria-label={`${title}: ${moreName.toLowerCase()}`}>
            {moreName}
          </a>
        )}
      </header>
      {children}
    </section>
  );
}
