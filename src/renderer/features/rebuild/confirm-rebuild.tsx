import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import type { RebuildPreview } from "../../../shared/ipc/model/rebuild.ts";
import { Button } from "../../ui/button.tsx";
import "../../ui/dialog.css";
import { countOf } from "../../ui/numbers.ts";

export interface ConfirmRebuildProps {
  readonly isOpen: boolean;
  readonly preview: RebuildPreview;
  onClose(): void;
  onConfirm(): void;
}

/** The last question before files are written. */
export function ConfirmRebuild({ isOpen, preview, onClose, onConfirm }: ConfirmRebuildProps) {
  const { added, changed, stale } = preview.counts;
  return (
    <ModalOverlay
      className="overlay"
      isOpen={isOpen}
      isDismissable
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Modal className="dialog confirm-rebuild">
        <Dialog className="dialog-body" role="alertdialog">
          <header className="dialog-head">
            <Heading slot="title">Write {countOf(added + changed, "file")}?</Heading>
          </header>
          <div className="dialog-text confirm-rebuild-text">
            <p>
              {[
                ...(added === 0 ? [] : [countOf(added, "new file")]),
                ...(changed === 0 ? [] : [countOf(changed, "changed file")]),
              ].join(" and ")}{" "}
              {added + changed === 1 ? "is" : "are"} written to
            </p>
            <p>
              <code>{preview.stateFolder}</code>
            </p>
            <p>
              Each file is written whole and put in place at once; if you cancel, files are either old or new, never
              half. The log is not touched.
              {stale === 0
                ? ""
                : ` ${countOf(stale, "stale view")} without a stream ${stale === 1 ? "stays" : "stay"} where ${stale === 1 ? "it is" : "they are"}.`}
            </p>
          </div>
          <div className="dialog-actions">
            <Button onPress={onClose}>Back to the preview</Button>
            <Button look="primary" autoFocus onPress={onConfirm}>
              Write them
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
