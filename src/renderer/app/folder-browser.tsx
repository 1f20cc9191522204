import { CornerLeftUp, Eye, EyeOff, Folder, FolderCheck, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import {
  Dialog,
  Heading,
  Input,
  ListBox,
  ListBoxItem,
  Modal,
  ModalOverlay,
  TextField,
  ToggleButton,
} from "react-aria-components";
import { ContractError } from "../../shared/ipc/errors.ts";
import type { FolderListing } from "../../shared/ipc/model/application.ts";
import { Badge } from "../ui/badge.tsx";
import { Button, IconButton } from "../ui/button.tsx";
import { countOf } from "../ui/numbers.ts";
import { useClient } from "./client.tsx";
import { ErrorPanel } from "./error-panel.tsx";
import { folderOfPath } from "./folder-path.ts";
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
  // The folders that were looked into, the shown one last.
  const [way, setWay] = useState<readonly (string | null)[]>([null]);
  const [hidden, setHidden] = useState(false);
  const handle = way.at(-1) ?? null;
  const go = (next: string) => setWay([...way, next]);
  const { data, error, refetch } = useCall("folders.list", { handle, hidden }, { keepPrevious: true });
  if (error !== null) {
    const back =
      way.length > 1 ? <Button onPress={() => setWay(way.slice(0, -1))}>Back to the folder before</Button> : null;
    return <ErrorPanel error={error} onRetry={() => void refetch()} actions={back} />;
  }
  if (data === undefined) return <div className="folder-browser-list" />;
  const { current, parent } = data;
  return (
    <>
      <PathField
        key={`path of ${current.handle}`}
        current={current}
        onGo={(next) => {
          if (next !== current.handle) go(next);
        }}
      />
      <FolderList key={current.handle} listing={data} onEnter={go} takes={takes} onOpen={onChoose} />
      {data.omitted > 0 ? (
        <p className="folder-browser-path folder-browser-more">{countOf(data.omitted, "further folder")} not listed.</p>
      ) : null}
      <div className="dialog-actions">
        <Button
          icon={<CornerLeftUp size={14} aria-hidden />}
          isDisabled={parent === null}
          onPress={() => {
            if (parent !== null) go(parent);
          }}
        >
          Up
        </Button>
        <ToggleButton isSelected={hidden} onChange={setHidden} className="button button-quiet folder-browser-hidden">
          {hidden ? <Eye size={14} aria-hidden /> : <EyeOff size={14} aria-hidden />}
          <span className="button-text">Hidden folders</span>
        </ToggleButton>
        <Button onPress={onClose}>Cancel</Button>
        <Button look="primary" onPress={() => onChoose(current.handle, current.path)}>
          {action}
        </Button>
      </div>
    </>
  );
}

interface PathFieldProps {
  readonly current: FolderListing["current"];
  onGo(handle: string): void;
}

/** Where one is; another path may be typed, and is gone to with Enter. */
function PathField({ current, onGo }: PathFieldProps) {
  const client = useClient();
  const [typed, setTyped] = useState(current.path);
  const [problem, setProblem] = useState<string | null>(null);
  const follow = async () => {
    try {
      const found = await folderOfPath(typed, current.handle, (handle) =>
        client.call("folders.list", { handle, hidden: true }),
      );
      if ("problem" in found) setProblem(found.problem);
      else {
        setTyped(current.path);
        setProblem(null);
        onGo(found.handle);
      }
    } catch (error) {
      if (!(error instanceof ContractError)) throw error;
      setProblem(error.message);
    }
  };
  return (
    <div className="folder-browser-path">
      <TextField
        aria-label="Folder"
        className="folder-browser-field"
        value={typed}
        onChange={(text) => {
          setTyped(text);
          setProblem(null);
        }}
        isInvalid={problem !== null}
        validationBehavior="aria"
        onKeyDown={({ key }) => {
          if (key === "Enter") void follow();
        }}
      >
        <Input className="folder-browser-input" autoComplete="off" spellCheck={false} />
      </TextField>
      {current.isProject ? <Badge tone="accent">Semiont project</Badge> : null}
      {problem === null ? null : (
        <p className="folder-browser-problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

interface FolderListProps extends Pick<FolderBrowserProps, "takes"> {
  readonly listing: FolderListing;
  onEnter(handle: string): void;
  onOpen(handle: string, name: string): void;
}

function FolderList({ listing, takes, onEnter, onOpen }: FolderListProps) {
  const list = useRef<HTMLDivElement>(null);
  const isEmpty = listing.entries.length === 0;
  // An empty list box that takes the focus by itself takes it again and again.
  useEffect(() => {
    if (isEmpty) list.current?.focus();
  }, [isEmpty]);
  return (
    <ListBox
      ref={list}
      aria-label={`Folders in ${listing.current.path}`}
      className="folder-browser-list"
      autoFocus={isEmpty ? false : "first"}
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
