import { useMemo, useState } from "react";
import { harmlessText } from "../../../shared/text/harmless-text.ts";
import { useCall } from "../../app/use-call.ts";
import { type ChoiceCommand, useChoiceCommands } from "../../app/use-choice-commands.ts";
import { Choice } from "../../ui/choice.tsx";
import { formatBytes, formatCount } from "../../ui/numbers.ts";
import { listHexLines, readBase64 } from "./hex-lines.ts";
import "./byte-excerpt.css";
import "../../ui/link.css";

/** Lines of sixteen bytes that are shown at first. */
const FIRST_LINES = 64;

const FORM_COMMANDS: readonly ChoiceCommand<"text" | "hex">[] = [
  { value: "text", title: "Show the bytes as text" },
  { value: "hex", title: "Show the bytes as hex" },
];

export interface ByteExcerptViewProps {
  readonly stream: string;
  readonly file: string;
  readonly line: number;
}

/** The bytes of a line as they are in the file, as text between its neighbours or as hex. */
export function ByteExcerptView({ stream, file, line }: ByteExcerptViewProps) {
  const { data, error } = useCall("integrity.bytes", { stream, file, line }, { keepPrevious: true });
  const [form, setForm] = useState<"text" | "hex">("text");
  useChoiceCommands({ id: "bytes.form", options: FORM_COMMANDS, value: form, onChange: setForm });
  const [all, setAll] = useState(false);
  const bytes = useMemo(() => (data === undefined ? null : readBase64(data.content)), [data]);
  const text = useMemo(() => (bytes === null ? "" : new TextDecoder().decode(bytes)), [bytes]);
  if (error !== null) return <p className="finding-detail-text">{error.message}</p>;
  if (data === undefined || bytes === null) return null;
  const lines = form === "hex" ? listHexLines(bytes, data.offset) : [];
  const shown = all ? lines : lines.slice(0, FIRST_LINES);
  return (
    <section className="byte-excerpt" aria-label="Bytes in the file">
      <header className="byte-excerpt-head">
        <h3>In the file</h3>
        <span className="faint figure">
          line {formatCount(data.line)}, {formatBytes(data.bytes)} from byte {formatCount(data.offset)}
        </span>
        <Choice<"text" | "hex">
          label="Bytes as"
          options={[
            { value: "text", label: "Text" },
            { value: "hex", label: "Hex" },
          ]}
          value={form}
          onChange={setForm}
        />
      </header>
      {form === "text" ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: long lines are scrolled with the keys
        <section className="byte-lines" tabIndex={0} aria-label="The line and its neighbours">
          {data.linesBefore.map((neighbour, index) => {
            const number = data.line - data.linesBefore.length + index;
            return <Line key={number} number={number} text={neighbour} />;
          })}
          <Line number={data.line} text={text} current />
          {data.linesAfter.map((neighbour, index) => (
            <Line key={data.line + index + 1} number={data.line + index + 1} text={neighbour} />
          ))}
        </section>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the bytes are scrolled with the keys
        <pre className="hex" tabIndex={0}>
          {shown.map(({ offset, hex, text: read }) => (
            <span key={offset} className="hex-line">
              <span className="faint">{String(offset).padStart(9)}</span>
              {"  "}
              {hex.join(" ").padEnd(47)}
              {"  "}
              <span className="muted">{read}</span>
              {"\n"}
            </span>
          ))}
        </pre>
      )}
      {form === "hex" && lines.length > shown.length ? (
        <button type="button" className="link byte-more" onClick={() => setAll(true)}>
          Show all {formatCount(bytes.length)} bytes
        </button>
      ) : null}
      {data.cut ? <p className="faint byte-more">Only the first {formatBytes(bytes.length)} are shown.</p> : null}
    </section>
  );
}

function Line({
  number,
  text,
  current = false,
}: {
  readonly number: number;
  readonly text: string;
  readonly current?: boolean;
}) {
  return (
    <div className={current ? "byte-line byte-line-current" : "byte-line"}>
      <span className="byte-line-number">{number}</span>
      <code>{text === "" ? " " : harmlessText(text)}</code>
    </div>
  );
}
