import { FolderOpen, SquarePen } from "lucide-react";
import { useAction, useCall } from "../../app/use-call.ts";
import { Button } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";

export interface FilePlaceProps {
  readonly file: string;
  readonly line: number;
}

/** Where a line stands, with the ways to it that the host has. */
export function FilePlace({ file, line }: FilePlaceProps) {
  const application = useCall("application.read", {});
  const show = useAction("file.show");
  const abilities = application.data?.abilities;
  return (
    <>
      <p className="file-place">
        <code>
          {file}:{line}
        </code>
        <CopyButton text={`${file}:${line}`} label="Copy file and line" />
      </p>
      {abilities?.openEditor || abilities?.revealFiles ? (
        <div className="file-place-actions">
          {abilities.openEditor ? (
            <Button
              size="small"
              icon={<SquarePen size={13} aria-hidden />}
              onPress={() => show.mutate({ file, in: "editor" })}
            >
              Open in editor
            </Button>
          ) : null}
          {abilities.revealFiles ? (
            <Button
              size="small"
              icon={<FolderOpen size={13} aria-hidden />}
              onPress={() => show.mutate({ file, in: "folder" })}
            >
              Show in folder
            </Button>
          ) : null}
        </div>
      ) : null}
      {show.error === null ? null : <p role="alert">{show.error.message}</p>}
    </>
  );
}
