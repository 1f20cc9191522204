import { VERDICTS } from "../../../shared/integrity/verdict.ts";
import type { MethodInput } from "../../../shared/ipc/contract.ts";
import { DRIFT_STATES, type ResourceRow } from "../../../shared/ipc/model/resources.ts";
import { timeOf } from "./resource-fields.ts";

export type ResourceSort = MethodInput<"resources.query">["sort"];

/** Puts resources in order by one of their columns; those that are equal in it by id, so that pages never overlap. */
export class ResourceSorter {
  readonly #names = new TextRanks();
  readonly #entityTypes = new TextRanks();

  /** Does ahead what the first order by a text would wait for. */
  prepare(rows: readonly ResourceRow[]): void {
    this.#keys(rows, "name");
    this.#keys(rows, "entityTypes");
  }

  sort(rows: readonly ResourceRow[], { column, direction }: ResourceSort): readonly ResourceRow[] {
    const sign = direction === "ascending" ? 1 : -1;
    if (column === "stream") return rows.toSorted((left, right) => sign * compareIds(left, right));
    const keys = this.#keys(rows, column);
    return rows
      .map((row, index) => ({ row, key: keys[index] ?? 0 }))
      .sort((left, right) => sign * (left.key - right.key) || compareIds(left.row, right.row))
      .map(({ row }) => row);
  }

  /** A number for each row, larger for what comes later. */
  #keys(rows: readonly ResourceRow[], column: Exclude<ResourceSort["column"], "stream">): readonly number[] {
    switch (column) {
      case "name":
        return this.#names.of(rows.map(({ name }) => name));
      case "entityTypes":
        return this.#entityTypes.of(rows.map(({ entityTypes }) => entityTypes.join()));
      case "lastEventAt":
        return rows.map(lastTimeOf);
      case "verdict":
        return rows.map(({ verdict }) => VERDICTS.indexOf(verdict));
      case "drift":
        return rows.map(({ drift }) => DRIFT_ORDER.indexOf(drift));
      case "archived":
        return rows.map(({ archived }) => Number(archived));
      default:
        return rows.map((row) => row[column]);
    }
  }
}

/** By the alphabet. */
const DRIFT_ORDER = DRIFT_STATES.toSorted();

function compareIds({ stream: left }: ResourceRow, { stream: right }: ResourceRow): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

const lastTimes = new WeakMap<ResourceRow, number>();

function lastTimeOf(row: ResourceRow): number {
  const time = lastTimes.get(row) ?? timeOf(row.lastEventAt) ?? 0;
  lastTimes.set(row, time);
  return time;
}

const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/**
 * Where texts stand among each other as people sort them. To compare them so is most of the time that an order takes, and texts hardly
 * change: their places are looked for once.
 */
class TextRanks {
  #ranks: ReadonlyMap<string, number> = new Map();

  /** The same number for texts that are the same to people, such as `Ada` and `ada`. */
  of(texts: readonly string[]): readonly number[] {
    if (texts.some((text) => !this.#ranks.has(text))) this.#ranks = rank(new Set(texts));
    return texts.map((text) => this.#ranks.get(text) ?? 0);
  }
}

function rank(texts: Iterable<string>): ReadonlyMap<string, number> {
  const ranks = new Map<string, number>();
  let place = 0;
  let before: string | undefined;
  for (const text of [...texts].sort(collator.compare)) {
    if (before !== undefined && collator.compare(before, text) !== 0) place += 1;
    ranks.set(text, place);
    before = text;
  }
  return ranks;
}
