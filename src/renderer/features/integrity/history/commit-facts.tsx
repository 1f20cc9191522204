import { useMemo } from "react";
import type { HistoryRow } from "../../../../shared/ipc/model/history.ts";
import { type Command, useCommands } from "../../../app/commands.ts";
import { copyText } from "../../../app/notice.tsx";
import { CopyButton } from "../../../ui/copy-button.tsx";
import { Timestamp } from "../../../ui/timestamp.tsx";
import "./history.css";

/** Who did it and when; what a stranger wrote is shown as text. */
export function CommitFacts({ commit }: Pick<HistoryRow, "commit">) {
  const id = commit?.id ?? null;
  useCommands(
    useMemo((): readonly Command[] => {
      if (id === null) return [];
      const run = () => void copyText(id, "Commit id");
      return [{ id: "commit.copy", title: "Copy the commit’s id", group: "This place", words: "git clipboard", run }];
    }, [id]),
  );
  if (commit === null) {
    return <p className="commit-facts muted">Not committed: the file differs from the last commit.</p>;
  }
  return (
    <p className="commit-facts">
      <code>{commit.id.slice(0, 10)}</code>
      <CopyButton text={commit.id} label="Copy the commit’s id" />
      <strong>{commit.subject}</strong>
      <span className="muted">
        {commit.author} &lt;{commit.email}&gt;, <Timestamp value={commit.date} as="local" />
      </span>
    </p>
  );
}
