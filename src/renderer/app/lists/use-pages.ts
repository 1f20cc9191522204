import { useQueries } from "@tanstack/react-query";
import { useCallback, useMemo, useRef, useState } from "react";
import type { MethodInput, MethodName, MethodOutput } from "../../../shared/ipc/contract.ts";
import type { ContractError } from "../../../shared/ipc/errors.ts";
import type { RowSource } from "../../ui/data-table/column.ts";
import { askFor } from "../ask-for.ts";
import { useClient } from "../client.tsx";
import { keepSame } from "../keep-same.ts";
import { callKey } from "../use-call.ts";

/** Methods that answer with a window into a longer list. */
export type WindowedName = {
  [Name in MethodName]: MethodInput<Name> extends { offset: number; limit: number } ? Name : never;
}[MethodName];

export interface Pages<Name extends WindowedName> {
  /** The answer that holds a row, with the row's place in it; `undefined` while it is on its way. */
  at(index: number): { readonly page: MethodOutput<Name>; readonly place: number } | undefined;
  /** Any answer to this question, for its counts and facets; of the question before, while there is none. */
  readonly any: MethodOutput<Name> | undefined;
  /** The newest answer, also while {@link PagesOptions.hold} keeps an older one in sight. */
  readonly newest: MethodOutput<Name> | undefined;
  /** Newer answers wait until rows are no longer held. */
  readonly waiting: boolean;
  /** What is shown belongs to the question before. */
  readonly outdated: boolean;
  /** The question whose answers are shown: the one before, while there is none to the new one. */
  readonly answered: Question<Name>;
  readonly error: ContractError | null;
  /** Told which rows are in sight. */
  showing(from: number, to: number): void;
  retry(): void;
}

/** What a table shows of a list whose answers hold `rows`. @param count of all rows, there or not */
export function rowsOf<Row>(
  { at, showing }: { at(index: number): PagedRow<Row> | undefined; showing(from: number, to: number): void },
  count: number,
): RowSource<Row> {
  return {
    count,
    rowAt: (index) => {
      const found = at(index);
      return found?.page.rows[found.place];
    },
    showing,
  };
}

interface PagedRow<Row> {
  readonly page: { readonly rows: readonly Row[] };
  readonly place: number;
}

/** What is asked, whichever rows are in sight. */
type Question<Name extends WindowedName> = Omit<MethodInput<Name>, "offset" | "limit">;

interface Answered<Name extends WindowedName> {
  readonly question: string;
  readonly input: Question<Name>;
  readonly answers: ReadonlyMap<number, MethodOutput<Name>>;
}

/** Rows that are fetched together: those that a window of usual height shows, with some to scroll into. */
export const PAGE_ROWS = 64;

export interface PagesOptions {
  readonly pageRows?: number;
  /** Keeps the rows that are in sight as they are, so that nothing jumps under the cursor. */
  readonly hold?: boolean;
}

/**
 * Fetches a long list in pages, those in sight only. While a new question has no answer yet, the rows of the one before
 * stay, so that nothing flashes while a filter is typed.
 *
 * @param input without `offset` and `limit`; keep its identity
 */
export function usePages<Name extends WindowedName>(
  method: Name,
  input: Question<Name>,
  { pageRows = PAGE_ROWS, hold = false }: PagesOptions = {},
): Pages<Name> {
  const client = useClient();
  const [range, setRange] = useState<readonly [number, number]>([0, 0]);
  const pages = Array.from({ length: range[1] - range[0] + 1 }, (_, at) => range[0] + at);
  const question = useMemo(() => JSON.stringify(input), [input]);

  const results = useQueries({
    queries: pages.map((page) => {
      // `Omit` of a generic input loses the tie to its method; the window just taken out is put back.
      const windowed = { ...input, offset: page * pageRows, limit: pageRows } as unknown as MethodInput<Name>;
      return {
        queryKey: callKey(method, windowed),
        queryFn: askFor(client, method, windowed),
        structuralSharing: keepSame,
      };
    }),
  });

  const answers = new Map<number, MethodOutput<Name>>();
  for (const [at, { data }] of results.entries()) {
    const page = pages[at];
    // What the query gives back is what its own function returned.
    if (data !== undefined && page !== undefined) answers.set(page, data as MethodOutput<Name>);
  }
  const kept = useRef<Answered<Name> | null>(null);
  const before = kept.current;
  const outdated = answers.size === 0 && before !== null;
  const held = hold && before?.question === question;
  const shown = outdated ? before.answers : held ? new Map([...answers, ...before.answers]) : answers;
  const waiting = held && [...answers].some(([page, answer]) => shown.get(page) !== answer);
  if (!outdated && answers.size > 0) kept.current = { question, input, answers: shown };

  const showing = useCallback(
    (from: number, to: number) => {
      const next = [Math.floor(from / pageRows), Math.floor(to / pageRows)] as const;
      setRange((now) => (now[0] === next[0] && now[1] === next[1] ? now : next));
    },
    [pageRows],
  );

  const error = results.find((result) => result.error !== null)?.error ?? null;
  return {
    at(index) {
      const page = shown.get(Math.floor(index / pageRows));
      return page === undefined ? undefined : { page, place: index % pageRows };
    },
    any: shown.values().next().value,
    newest: answers.values().next().value,
    waiting,
    outdated,
    answered: outdated ? before.input : input,
    error: error as ContractError | null,
    showing,
    retry() {
      for (const result of results) if (result.error !== null) void result.refetch();
    },
  };
}
