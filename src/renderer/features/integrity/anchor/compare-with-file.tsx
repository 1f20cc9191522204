import { FileUp } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import { FileTrigger } from "react-aria-components";
import { ContractError } from "../../../../shared/ipc/errors.ts";
import { useClient } from "../../../app/client.tsx";
import { type Command, useCommands } from "../../../app/commands.ts";
import { useOperation } from "../../../app/use-operation.ts";
import { Button } from "../../../ui/button.tsx";
import { classes } from "../../../ui/classes.ts";
import { OperationLine } from "../operation-line.tsx";
import { ComparisonView } from "./comparison-view.tsx";
import { uploadAnchor } from "./upload-anchor.ts";
import "../operation-line.css";

/** Holds today's log against a file that a person chooses or drops. */
export function CompareWithFile({ project }: { readonly project: string }) {
  const client = useClient();
  const { state, start, cancel, reset } = useOperation("anchor.verify");
  const [name, setName] = useState<string | null>(null);
  const [isOver, setOver] = useState(false);
  const [failure, setFailure] = useState<ContractError | null>(null);
  const compare = async (file: File) => {
    reset();
    setFailure(null);
    setName(file.name);
    try {
      await start({ upload: await uploadAnchor(client, file), name: file.name.slice(0, 255) });
    } catch (error) {
      if (!(error instanceof ContractError)) throw error;
      setFailure(error);
    }
  };
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file !== undefined) void compare(file);
  };
  const chooser = useRef<HTMLDivElement>(null);
  const isBusy = state.status === "running";
  useCommands(
    useMemo((): readonly Command[] => {
      if (isBusy) return [];
      const run = () => chooser.current?.querySelector("button")?.click();
      return [{ id: "anchor.choose", title: "Compare with an anchor in a file", group: "This place", run }];
    }, [isBusy]),
  );
  return (
    <section className="anchor-section" aria-label="An anchor in a file">
      <h2>An anchor in a file</h2>
      <p className="muted">One that was saved here or by the command line, on this machine or another.</p>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the button in it does the same for who drops nothing */}
      <div
        ref={chooser}
        className={classes("anchor-drop", isOver && "anchor-drop-over")}
        data-takes-files
        onDragOver={(event) => {
          event.preventDefault();
          event.stopPropagation();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          event.stopPropagation();
          setOver(false);
          take(event.dataTransfer.files);
        }}
      >
        <FileTrigger acceptedFileTypes={["application/json", ".json"]} onSelect={take}>
          <Button icon={<FileUp size={14} aria-hidden />} isDisabled={isBusy}>
            Choose an anchor…
          </Button>
        </FileTrigger>
        <span className="muted">or drop the file here</span>
      </div>
      {name === null ? null : (
        <p>
          Compared with <code>{name}</code>
        </p>
      )}
      {failure === null ? null : (
        <p className="operation-failed" role="alert">
          {failure.message} {failure.advice}
        </p>
      )}
      <OperationLine state={state} onCancel={cancel} />
      {state.status === "done" ? <ComparisonView project={project} comparison={state.result} /> : null}
    </section>
  );
}
