import { FileUp } from "lucide-react";
import { useState } from "react";
import { DropZone, FileTrigger, isFileDropItem } from "react-aria-components";
import { ContractError } from "../../../../shared/ipc/errors.ts";
import { useClient } from "../../../app/client.tsx";
import { useOperation } from "../../../app/use-operation.ts";
import { Button } from "../../../ui/button.tsx";
import { ComparisonView } from "./comparison-view.tsx";
import { OperationLine } from "./operation-line.tsx";
import { uploadAnchor } from "./upload-anchor.ts";

/** Holds today's log against a file that a person chooses or drops. */
export function CompareWithFile({ project }: { readonly project: string }) {
  const client = useClient();
  const { state, start, cancel, reset } = useOperation("anchor.verify");
  const [name, setName] = useState<string | null>(null);
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
  return (
    <section className="anchor-section" aria-label="An anchor in a file">
      <h2>An anchor in a file</h2>
      <p className="muted">One that was saved here or by the command line, on this machine or another.</p>
      <DropZone
        className="anchor-drop"
        onDrop={({ items }) => {
          const item = items.find(isFileDropItem);
          if (item !== undefined) void item.getFile().then(compare);
        }}
      >
        <FileTrigger
          acceptedFileTypes={["application/json", ".json"]}
          onSelect={(files) => {
            const file = files?.[0];
            if (file !== undefined) void compare(file);
          }}
        >
          <Button icon={<FileUp size={14} aria-hidden />} isDisabled={state.status === "running"}>
            Choose an anchor…
          </Button>
        </FileTrigger>
        <span className="muted">or drop the file here</span>
      </DropZone>
      {name === null ? null : (
        <p>
          Compared with <code>{name}</code>
        </p>
      )}
      {failure === null ? null : (
        <p className="anchor-failed" role="alert">
          {failure.message} {failure.advice}
        </p>
      )}
      <OperationLine state={state} onCancel={cancel} />
      {state.status === "done" ? <ComparisonView project={project} comparison={state.result} /> : null}
    </section>
  );
}
