import { PackageOpen } from "lucide-react";
import { IconButton } from "../../ui/button.tsx";
import { runCommand } from "../commands.ts";
import { BUNDLE_COMMAND } from "./bundle-subject.ts";

/** Opens the dialog for a repro bundle of what is selected here. */
export function BundleButton() {
  return (
    <IconButton
      size="small"
      label="Save a repro bundle"
      icon={<PackageOpen size={15} />}
      onPress={() => runCommand(BUNDLE_COMMAND)}
    />
  );
}
