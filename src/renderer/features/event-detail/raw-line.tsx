import type { EventDetail } from "../../../shared/ipc/model/timeline.ts";
import { harmlessJsonText } from "../../../shared/text/harmless-text.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { formatBytes, formatCount } from "../../ui/numbers.ts";
import { FilePlace } from "./file-place.tsx";
import { HarmlessNote } from "./harmless-note.tsx";

const SHAPES: Readonly<Record<EventDetail["shape"], string>> = {
  nested: "A nested record: the event stands in one object, its metadata in another.",
  flat: "A flat record: the fields of the event and its metadata stand in one object.",
};

/** The record as it stands in the file, and where. */
export function RawLine({ detail }: { readonly detail: EventDetail }) {
  const { file, line, offset, bytes, raw, rawCut, shape } = detail;
  const shown = harmlessJsonText(raw);
  return (
    <div className="raw-line">
      <FilePlace file={file} line={line} />
      <p className="muted figure">
        {formatBytes(bytes)} from byte {formatCount(offset)} of the file. {SHAPES[shape]}
      </p>
      <div className="raw-line-frame">
        <CopyButton text={raw} label="Copy the line" />
        <pre className="raw-line-text">
          {shown}
          {rawCut ? <span className="faint">{"\n"}… the rest of the line is left out here</span> : null}
        </pre>
      </div>
      <HarmlessNote isChanged={shown !== raw} />
    </div>
  );
}
