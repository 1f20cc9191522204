import { Download } from "lucide-react";
import { useMemo } from "react";
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { ContractError } from "../../../shared/ipc/errors.ts";
import { useSteady } from "../../ui/use-steady.ts";
import { useCommands } from "../commands.ts";
import { say } from "../notice.tsx";
import "../../ui/menu.css";

const FORMATS = [
  { id: "json", name: "JSON" },
  { id: "csv", name: "CSV" },
  { id: "markdown", name: "Markdown" },
] as const;
type ExportFormat = (typeof FORMATS)[number]["id"];

export interface ExportMenuProps {
  /** “Export these resources” */
  readonly label: string;
  /** Fetches and saves it. */
  exportAs(format: ExportFormat): Promise<void>;
}

/** Saves what a list shows, in full and with its filter; also from the palette. */
export function ExportMenu({ label, exportAs }: ExportMenuProps) {
  const save = useSteady((format: ExportFormat) => void run(exportAs(format)));
  useCommands(
    useMemo(
      () =>
        FORMATS.map(({ id, name }) => ({
          id: `list.export.${id}`,
          title: `${label} as ${name}`,
          group: "Lists",
          words: "save download",
          run: () => save(id),
        })),
      [label, save],
    ),
  );
  return (
    <MenuTrigger>
      <AriaButton className="button button-quiet button-icon" aria-label={label}>
        <Download size={15} aria-hidden />
      </AriaButton>
      <Popover className="popover" placement="bottom end">
        <Menu className="menu" aria-label={label}>
          {FORMATS.map(({ id, name }) => (
            <MenuItem key={id} id={id} className="menu-item" onAction={() => save(id)}>
              As {name}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

async function run(exporting: Promise<void>): Promise<void> {
  try {
    await exporting;
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    say(error.message);
  }
}
