import { FolderDown, PackageOpen, X } from "lucide-react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { describeCause } from "../../../shared/integrity/finding-causes.ts";
import type { BundlePlan, BundleSubject } from "../../../shared/ipc/model/bundle.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { countOf, formatBytes, formatCount } from "../../ui/numbers.ts";
import { ErrorPanel } from "../error-panel.tsx";
import { SeverityMark } from "../marks/marks.tsx";
import { say } from "../notice.tsx";
import { saveBytes } from "../save-document.ts";
import { useAction, useCall } from "../use-call.ts";
import "../../ui/dialog.css";
import "./bundle-dialog.css";

export interface BundleDialogProps {
  /** Null while the dialog is closed. */
  readonly subject: BundleSubject | null;
  onClose(): void;
}

/** What would be copied, and the ways to keep it. */
export function BundleDialog({ subject, onClose }: BundleDialogProps) {
  return (
    <ModalOverlay
      isOpen={subject !== null}
      onOpenChange={(isOpen) => !isOpen && onClose()}
      isDismissable
      className="overlay"
    >
      <Modal className="dialog bundle-dialog">
        <Dialog className="dialog-body">
          <header className="dialog-head">
            <Heading slot="title">Repro bundle</Heading>
            <IconButton label="Close" icon={<X size={15} />} onPress={onClose} />
          </header>
          {subject === null ? null : <BundleBody subject={subject} onClose={onClose} />}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function BundleBody({ subject, onClose }: { readonly subject: BundleSubject; onClose(): void }) {
  const plan = useCall("bundle.plan", { subject });
  const { data: application } = useCall("application.read", {});
  const archive = useAction("bundle.archive");
  const folder = useAction("bundle.save");
  if (plan.error !== null) return <ErrorPanel error={plan.error} onRetry={() => void plan.refetch()} />;
  if (plan.data === undefined) return <p className="dialog-text late">Reading what is needed…</p>;
  const failure = archive.error ?? folder.error;
  const isBusy = archive.isPending || folder.isPending;
  return (
    <>
      <div className="dialog-text bundle-text">
        <Contents plan={plan.data} />
        <p>
          Names and texts are copied as they were recorded. None can be left out, since every change would break the
          checksums that the bundle is to show: read it before you send it.
        </p>
        {failure === null ? null : (
          <p className="bundle-failure" role="alert">
            {failure.message} {failure.advice}
          </p>
        )}
      </div>
      <div className="dialog-actions">
        <Button onPress={onClose}>Close</Button>
        {application?.abilities.nativeFolderDialog === true ? (
          <Button
            icon={<FolderDown size={14} aria-hidden />}
            isIdle={isBusy}
            onPress={() =>
              folder.mutate(
                { subject },
                {
                  onSuccess: (saved) => {
                    if (saved === null) return;
                    say(`Saved in ${saved.folder}`);
                    onClose();
                  },
                },
              )
            }
          >
            Save as a folder…
          </Button>
        ) : null}
        <Button
          look="primary"
          autoFocus
          icon={<PackageOpen size={14} aria-hidden />}
          isIdle={isBusy}
          onPress={() =>
            archive.mutate(
              { subject },
              {
                onSuccess: ({ fileName, mediaType, content }) => {
                  saveBytes(
                    fileName,
                    mediaType,
                    Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0)),
                  );
                  onClose();
                },
              },
            )
          }
        >
          Save as zip
        </Button>
      </div>
    </>
  );
}

const FILES_SHOWN = 4;
const GROUPS_SHOWN = 6;

function Contents({ plan: { title, events, bytes, files, findings } }: { readonly plan: BundlePlan }) {
  const groups = [...Map.groupBy(findings, ({ code, cause }) => `${code} ${cause}`).values()];
  return (
    <>
      <h3 className="bundle-title">{title}</h3>
      <p>
        The smallest part of the log that shows it, as a project of its own: {countOf(events, "event")},{" "}
        {formatBytes(bytes)} in {countOf(files.length, "file")}, copied byte for byte. A check of it finds what it finds
        here.
      </p>
      <ul className="bundle-list" aria-label="Files">
        {files.slice(0, FILES_SHOWN).map(({ file, lines }) => (
          <li key={file}>
            <code className="cut" title={file}>
              {file}
            </code>
            <span className="faint figure">{countOf(lines, "line")}</span>
          </li>
        ))}
        {files.length > FILES_SHOWN ? (
          <li className="faint">and {formatCount(files.length - FILES_SHOWN)} more</li>
        ) : null}
      </ul>
      <ul className="bundle-list" aria-label="Findings in it">
        {groups.length === 0 ? <li className="faint">There are no findings in it.</li> : null}
        {groups.slice(0, GROUPS_SHOWN).map((group) => {
          const [first] = group;
          if (first === undefined) return null;
          return (
            <li key={first.id}>
              <SeverityMark severity={first.severity} plain />
              <span className="cut">{describeCause(first.code, first.cause).label}</span>
              <span className="faint figure">{formatCount(group.length)}</span>
            </li>
          );
        })}
        {groups.length > GROUPS_SHOWN ? (
          <li className="faint">and {formatCount(groups.length - GROUPS_SHOWN)} more causes</li>
        ) : null}
      </ul>
    </>
  );
}
