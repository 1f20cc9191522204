import { Download } from "lucide-react";
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { ContractError } from "../../../shared/ipc/errors.ts";
import { say } from "../notice.tsx";
import "../../ui/menu.css";

const FORMATS = [
  { id: "json", label: "As JSON" },
  { id: "csv", label: "As CSV" },
  { id: "markdown", label: "As Markdown" },
] as const;
type ExportFormat = (typeof FORMATS)[number]["id"];

export interface ExportMenuProps {
  /** “Export these resources” */
  readonly label: string;
  /** Fetches and saves it. */
  exportAs(format: ExportFormat): Promise<void>;
}

/** Saves what a list shows, in full and with its filter. */
export function ExportMenu({ label, exportAs }: ExportMenuProps) {
  return (
    <MenuTrigger>
      <AriaButton className="button button-quiet button-icon" aria-label={label}>
        <Download size={15} aria-hidden />
      </AriaButton>
      <Popover className="popover" placement="bottom end">
        <Menu className="menu" aria-label={label}>
          {FORMATS.map(({ id, label: format }) => (
            <MenuItem key={id} id={id} className="menu-item" onAction={() => void run(exportAs(id))}>
              {format}
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
