import { useMemo } from "react";
import { edgeId, giveWidthsBack, useColumnWidths } from "../../ui/data-table/column-widths.ts";
import { DataTable, type DataTableProps } from "../../ui/data-table/data-table.tsx";
import { type Command, useCommands } from "../commands.ts";
import { say } from "../notice.tsx";

/** A table whose columns are set from the palette, too. */
export function ListTable<Row, Id extends string>(props: DataTableProps<Row, Id>) {
  useColumnCommands(props.name, props.columns);
  return <DataTable {...props} />;
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
