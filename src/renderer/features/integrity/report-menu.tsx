import { Download } from "lucide-react";
import { useMemo } from "react";
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import type { REPORT_FORMATS } from "../../../shared/ipc/model/integrity.ts";
import { useClient } from "../../app/client.tsx";
import { useCommands } from "../../app/commands.ts";
import { say } from "../../app/notice.tsx";
import { saveDocument } from "../../app/save-document.ts";
import { useSteady } from "../../ui/use-steady.ts";
import "../../ui/menu.css";

const FORMATS: readonly {
  readonly id: (typeof REPORT_FORMATS)[number];
  readonly label: string;
  readonly note: string;
}[] = [
  { id: "markdown", label: "Markdown", note: "To read and send" },
  { id: "json", label: "JSON", note: "As the command line writes it" },
  { id: "sarif", label: "SARIF", note: "For code scanning" },
];

/** Saves the report of the last check; also from the palette. */
export function ReportMenu() {
  const client = useClient();
  const save = useSteady(
    (format: (typeof FORMATS)[number]["id"]) =>
      void client
        .call("integrity.report", { format })
        .then(saveDocument, (error: unknown) =>
          say(`No report was saved: ${error instanceof Error ? error.message : String(error)}`),
        ),
  );
  useCommands(
    useMemo(
      () =>
        FORMATS.map(({ id, label }) => ({
          id: `integrity.report.${id}`,
          title: `Save the report as ${label}`,
          group: "This place",
          words: "export download verify",
          run: () => save(id),
        })),
      [save],
    ),
  );
  return (
    <MenuTrigger>
      <AriaButton className="button button-normal">
        <Download size={14} aria-hidden />
        <span className="button-text">Report</span>
      </AriaButton>
      <Popover className="popover" placement="bottom end">
        <Menu className="menu" aria-label="Save the report">
          {FORMATS.map(({ id, label, note }) => (
            <MenuItem key={id} id={id} className="menu-item" textValue={label} onAction={() => save(id)}>
              <span className="menu-item-text">
                {label}
                <span className="menu-item-note">{note}</span>
              </span>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
