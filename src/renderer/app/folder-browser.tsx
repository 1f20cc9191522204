import { CornerLeftUp, Folder, FolderCheck, X } from "lucide-react";
import { useState } from "react";
import { Dialog, Heading, ListBox, ListBoxItem, Modal, ModalOverlay } from "react-aria-components";
import type { FolderListing } from "../../shared/ipc/model/application.ts";
import { Badge } from "../ui/badge.tsx";
import { Button, IconButton } from "../ui/button.tsx";
import { countOf } from "../ui/numbers.ts";
import { ErrorPanel } from "./error-panel.tsx";
import { useCall } from "./use-call.ts";
import "../ui/dialog.css";
import "./folder-browser.css";

export interface FolderBrowserProps {
  readonly open: boolean;
  /** “Open a project” */
  readonly title: string;
  /** “Open this folder” */
  readonly action: string;
  /** Whether choosing a folder in the list takes it, instead of looking into it. */
  takes(entry: FolderListing["entries"][number]): boolean;
  onClose(): void;
  onChoose(handle: string, path: string): void;
}

/** Folders of this machine, for hosts without a native dialog. */
export function FolderBrowser({ open, onClose, title, ...folders }: FolderBrowserProps) {
  return (
    <ModalOverlay isOpen={open} onOpenChange={(isOpen) => !isOpen && onClose()} isDismissable className="overlay">
      <Modal className="dialog folder-browser">
        <Dialog className="dialog-body">
          <div className="dialog-head">
            <Heading slot="title">{title}</Heading>
            <IconButton label="Close" icon={<X size={15} />} onPress={onClose} />
          </div>
          <Folders onClose={onClose} {...folders} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Folders({ action, takes, onChoose, onClose }: Omit<FolderBrowserProps, "open" | "title">) {
  const [handle, setHandle] = useState<string | null>(null);
  const { data, error, refetch } = useCall("folders.list", { handle }, { keepPrevious: true });
  if (error !== null)
    return (
      <ErrorPanel
        error={error}
        onRetry={() => void refetch()}
        actions={<Button onPress={() => setHandle(null)}>Back to the start</Button>}
      />
    );
  if (data === undefined) return <div className="folder-browser-list" />;
  const { current, parent } = data;
  return (
    <>
      <p className="folder-browser-path">
        <code>{current.path}</code>
        {current.isProject ? <Badge tone="accent">Semiont project</Badge> : null}
      </p>
      <FolderList key={current.handle} listing={data} onEnter={setHandle} takes={takes} onOpen={onChoose} />
      {data.omitted > 0 ? (
        <p className="folder-browser-path folder-browser-more">{countOf(data.omitted, "further folder")} not listed.</p>
      ) : null}
      <div className="dialog-actions">
        <Button
          icon={<CornerLeftUp size={14} aria-hidden />}
          isDisabled={parent === null}
          onPress={() => setHandle(parent)}
        >
          Up
        </Button>
        <Button onPress={onClose}>Cancel</Button>
        <Button look="primary" onPress={() => onChoose(current.handle, current.path)}>
          {action}
        </Button>
      </div>
    </>
  );
}

interface FolderListProps extends Pick<FolderBrowserProps, "takes"> {
  readonly listing: FolderListing;
  onEnter(handle: string): void;
  onOpen(handle: string, name: string): void;
}

function FolderList({ listing, takes, onEnter, onOpen }: FolderListProps) {
  return (
    <ListBox
      aria-label={`Folders in ${listing.current.path}`}
      className="folder-browser-list"
      autoFocus="first"
      selectionMode="none"
      onAction={(key) => {
        const entry = listing.entries.find((one) => one.handle === key);
        if (entry === undefined) return;
        if (takes(entry)) onOpen(entry.handle, entry.name);
        else onEnter(entry.handle);
      }}
      renderEmptyState={() => <p className="folder-browser-empty">There are no folders in here.</p>}
    >
      {listing.entries.map(({ handle, name, isProject }) => (
        <ListBoxItem key={handle} id={handle} className="menu-item" textValue={name}>
          {isProject ? (
            <FolderCheck size={15} className="folder-browser-project" aria-hidden />
          ) : (
            <Folder size={15} aria-hidden />
          )}
          <span className="cut">{name}</span>
          {isProject ? <Badge tone="accent">Semiont project</Badge> : null}
        </ListBoxItem>
      ))}
    </ListBox>
  );
}
