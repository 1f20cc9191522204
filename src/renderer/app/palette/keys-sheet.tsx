import { X } from "lucide-react";
import { memo } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { IconButton } from "../../ui/button.tsx";
import { COMMAND_GROUPS, useAllCommands } from "../commands.ts";
import { Keys } from "../keys.tsx";
import "../../ui/dialog.css";
import "./keys-sheet.css";

/** Keys that every list answers to; they belong to the list that has the focus, so they are no commands. */
const LIST_KEYS = [
  { title: "Next row", keys: ["ArrowDown", "j"] },
  { title: "Row before", keys: ["ArrowUp", "k"] },
  { title: "First and last row", keys: ["Home", "End"] },
  { title: "A page down or up", keys: ["PageDown", "PageUp"] },
  { title: "Open the row", keys: ["Enter"] },
  { title: "At the edge of a column: narrower, wider, as it was", keys: ["ArrowLeft", "ArrowRight", "Enter"] },
];

/** Keys of trees of JSON values; about the value that they are at. */
const VALUE_KEYS = [
  { title: "Unfold and fold", keys: ["ArrowRight", "ArrowLeft"] },
  { title: "Which events set it", keys: ["Enter"] },
  { title: "Watch it over the history", keys: ["w"] },
  { title: "Copy it, or its path", keys: ["c", "p"] },
  { title: "Next and previous change", keys: ["n", "Shift+N"] },
];

/** All keys that do something here, by what they are for. */
export const KeysSheet = memo(function KeysSheet({ open, onClose }: { readonly open: boolean; onClose(): void }) {
  return (
    <ModalOverlay isOpen={open} onOpenChange={(isOpen) => !isOpen && onClose()} isDismissable className="overlay">
      <Modal className="dialog keys-sheet">
        <Dialog className="dialog-body">
          <div className="dialog-head">
            <Heading slot="title">Keys</Heading>
            <IconButton label="Close" icon={<X size={15} />} onPress={onClose} />
          </div>
          <KeyGroups />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
});

function KeyGroups() {
  const commands = useAllCommands();
  const ofCommands = COMMAND_GROUPS.map((group) => ({
    group,
    entries: [
      ...(group === "Lists" ? LIST_KEYS : []),
      ...commands
        .filter((command) => command.group === group && command.keys !== undefined && command.keys.length > 0)
        .map(({ title, keys }) => ({ title, keys: keys ?? [] })),
    ],
  }));
  const groups = [...ofCommands, { group: "JSON values", entries: VALUE_KEYS }].filter(
    ({ entries }) => entries.length > 0,
  );
  return (
    <div className="keys-sheet-groups">
      {groups.map(({ group, entries }) => (
        <section key={group}>
          <h3 className="keys-sheet-heading">{group}</h3>
          <dl>
            {entries.map(({ title, keys }) => (
              <div key={title} className="keys-sheet-entry">
                <dt>{title}</dt>
                <dd>
                  {keys.map((written) => (
                    <Keys key={written} written={written} />
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}
