import { useMemo, useRef } from "react";
import { edgeId, giveWidthsBack, useColumnWidths } from "../../ui/data-table/column-widths.ts";
import { DataTable, type DataTableProps } from "../../ui/data-table/data-table.tsx";
import { useSteady } from "../../ui/use-steady.ts";
import { WaitingChip } from "../../ui/waiting-chip.tsx";
import { type Command, useCommands } from "../commands.ts";
import { say } from "../notice.tsx";

export interface ListTableProps<Row, Id extends string> extends Omit<DataTableProps<Row, Id>, "over" | "frame"> {
  /** What waits while a person is in the middle of the rows, in a word or two; null for nothing. */
  readonly news?: string | null;
}

/** A table that holds news back while it is being read, and whose columns are set from the palette, too. */
export function ListTable<Row, Id extends string>({ news = null, ...props }: ListTableProps<Row, Id>) {
  const frame = useRef<HTMLDivElement>(null);
  const showNews = useSteady(() => {
    props.onAttention?.(false);
    const table = frame.current?.querySelector<HTMLElement>("[role=grid]");
    table?.scrollTo({ top: 0 });
    // The chip goes, and would take the focus with it.
    table?.focus({ preventScroll: true });
  });
  const isNews = news !== null;
  useCommands(
    useMemo(
      () => (isNews ? [{ id: "list.newest", title: "Show what is new", group: "Lists", run: showNews }] : []),
      [isNews, showNews],
    ),
  );
  useColumnCommands(props.name, props.columns);
  const chip = isNews ? <WaitingChip text={news} onShow={showNews} /> : null;
  return <DataTable {...props} frame={frame} over={chip} />;
}

function useColumnCommands(table: string, columns: readonly { readonly id: string; readonly header: string }[]): void {
  const isChanged = Object.keys(useColumnWidths(table)).length > 0;
  useCommands(
    useMemo(
      (): readonly Command[] => [
        ...columns.map(
          ({ id, header }): Command => ({
            id: `column.${id}.width`,
            title: `Make the column ${header} wider or narrower`,
            group: "Lists",
            words: "width resize size",
            run: () => {
              document.getElementById(edgeId(table, id))?.focus();
              say("← and → move the edge, with Shift further; Enter gives the column its own width back");
            },
          }),
        ),
        ...(isChanged
          ? [
              {
                id: "columns.own-widths",
                title: "Give all columns their own widths back",
                group: "Lists" as const,
                words: "reset default size",
                run: () => giveWidthsBack(table),
              },
            ]
          : []),
      ],
      [table, columns, isChanged],
    ),
  );
}
