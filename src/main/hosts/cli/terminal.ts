import { once } from "node:events";
import type { Writable } from "node:stream";
import { styleText } from "node:util";

export type Style = "bold" | "dim" | "red" | "green" | "yellow" | "cyan";

/** Where a command says things: results on one stream, everything else on the other. */
export interface Terminal {
  /** A line of the result. */
  print(line: string): void;
  /** A piece of the result as it is. Resolves when its reader takes more. */
  printPiece(text: string): Promise<void>;
  /** A message: progress, a warning, an error. Never part of the result. */
  say(line: string): void;
  /** Replaces the progress shown last, where a person watches; else shows nothing. */
  progress(line: string): void;
  /** Colours where the result goes to a terminal that wants them. */
  style(style: Style, text: string): string;
  /** Characters a line has, where lines should fit; undefined where nobody looks. */
  readonly columns: number | undefined;
}

type Stream = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/** @param environment `NO_COLOR` and `FORCE_COLOR` are heeded, as Node's own `styleText` does */
export function createTerminal(out: Stream, messages: Stream, environment: NodeJS.ProcessEnv): Terminal {
  let shown = false;
  const clear = () => {
    if (shown) messages.write("\r\u001b[K");
    shown = false;
  };
  const isWatched = messages.isTTY === true && environment.TERM !== "dumb";
  return {
    print(line) {
      clear();
      out.write(`${line}\n`);
    },
    async printPiece(text) {
      clear();
      if (!out.write(text)) await once(out, "drain");
    },
    say(line) {
      clear();
      messages.write(`${line}\n`);
    },
    progress(line) {
      if (!isWatched) return;
      clear();
      if (line === "") return;
      messages.write(line.slice(0, (messages.columns ?? 80) - 1));
      shown = true;
    },
    style: (style, text) => styleText(style, text, { stream: out }),
    columns: out.isTTY === true ? out.columns : undefined,
  };
}
