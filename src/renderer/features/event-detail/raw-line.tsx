import { FolderOpen, SquarePen } from "lucide-react";
import type { EventDetail } from "../../../shared/ipc/model/timeline.ts";
import { useAction, useCall } from "../../app/use-call.ts";
import { Button } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { formatBytes, formatCount } from "../../ui/numbers.ts";

/** The record as it stands in the file, and where. */
export function RawLine({ detail }: { readonly detail: EventDetail }) {
  const application = useCall("application.read", {});
  const show = useAction("file.show");
  const { file, line, offset, bytes, raw, rawCut, shape } = detail;
  const abilities = application.data?.abilities;
  return (
    <div className="raw-line">
      <p className="raw-line-place">
        <code>
          {file}:{line}
        </code>
        <CopyButton text={`${file}:${line}`} label="Copy file and line" />
      </p>
      <p className="muted figure">
        Byte {formatCount(offset)}, {formatBytes(bytes)},{" "}
        {shape === "nested" ? "event and metadata apart" : "metadata among the event’s fields"}
      </p>
      <div className="raw-line-actions">
        {abilities?.openEditor ? (
          <Button
            size="small"
            icon={<SquarePen size={13} aria-hidden />}
            onPress={() => show.mutate({ file, in: "editor" })}
          >
            Open in editor
          </Button>
        ) : null}
        {abilities?.revealFiles ? (
          <Button
            size="small"
            icon={<FolderOpen size={13} aria-hidden />}
            onPress={() => show.mutate({ file, in: "folder" })}
          >
            Show in folder
          </Button>
        ) : null}
        <CopyButton text={raw} label="Copy the line" />
      </div>
      {show.error === null ? null : <p role="alert">{show.error.message}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long line is scrolled with the keys */}
      <pre className="raw-line-text" tabIndex={0}>
        {raw}
        {rawCut ? <span className="faint">{"\n"}… the rest of the line is left out here</span> : null}
      </pre>
    </div>
  );
}
