import type { ReactNode } from "react";
import "./ranking.css";

export interface RankingRow {
  readonly key: string;
  readonly name: ReactNode;
  readonly value: number;
  /** The value as text. */
  readonly said: string;
  readonly href: string;
}

/** Names with their share of the largest; each row leads to what it counts. */
export function Ranking({ rows, empty }: { readonly rows: readonly RankingRow[]; readonly empty: string }) {
  const most = Math.max(1, ...rows.map(({ value }) => value));
  if (rows.length === 0) return <p className="ranking-empty">{empty}</p>;
  return (
    <ol className="ranking">
      {rows.map(({ key, name, value, said, href }) => (
        <li key={key}>
          <a href={href} className="ranking-row">
            <span className="ranking-share" style={{ width: `${(value / most) * 100}%` }} aria-hidden />
            <span className="ranking-name cut">{name}</span>
            <span className="ranking-said">{said}</span>
          </a>
        </li>
      ))}
    </ol>
  );
}
