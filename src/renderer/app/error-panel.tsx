import { CircleX, FolderX, Unplug } from "lucide-react";
import type { ReactNode } from "react";
import { ContractError, type ContractErrorCode } from "../../shared/ipc/errors.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";

const TITLES: Partial<Record<ContractErrorCode, string>> = {
  "not-a-project": "This folder is no Semiont project",
  "not-a-folder": "This is not a folder",
  "not-found": "There is nothing here by that name",
  "permission-denied": "The folder may not be read",
  "state-folder-unwritable": "The state folder may not be written",
  "preview-outdated": "The log has changed since the preview",
  busy: "Something else is still running",
  disconnected: "The inspector cannot be reached",
  unreadable: "This could not be read",
};

export interface ErrorPanelProps {
  readonly error: Error;
  onRetry?(): void;
  readonly actions?: ReactNode;
  /** More on what to do. */
  readonly children?: ReactNode;
}

/** What went wrong, where, and what to do about it. */
export function ErrorPanel({ error, onRetry, actions, children }: ErrorPanelProps) {
  const value = error instanceof ContractError ? error : null;
  const Icon =
    value?.code === "disconnected"
      ? Unplug
      : value?.code === "not-a-project" || value?.code === "not-a-folder"
        ? FolderX
        : CircleX;
  return (
    <EmptyState
      kind="error"
      icon={<Icon size={28} strokeWidth={1.6} aria-hidden />}
      title={(value === null ? undefined : TITLES[value.code]) ?? "Something went wrong"}
      actions={
        <>
          {onRetry === undefined ? null : <Button onPress={onRetry}>Try again</Button>}
          {actions}
        </>
      }
    >
      <p>{error.message}</p>
      {value?.advice === undefined ? null : <p>{value.advice}</p>}
      {children}
    </EmptyState>
  );
}
