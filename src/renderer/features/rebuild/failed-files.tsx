import type { RebuildResult } from "../../../shared/ipc/model/rebuild.ts";
import { countOf } from "../../ui/numbers.ts";

/** What could not be read or written, each with why. A full disk fails every file: the list scrolls. */
export function FailedFiles({ failed }: Pick<RebuildResult, "failed">) {
  if (failed.length === 0) return null;
  return (
    <section className="rebuild-failed" role="alert" aria-label="What failed">
      <p>{countOf(failed.length, "file or stream", "files and streams")} failed and stayed as before:</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long list is scrolled with the keys */}
      <ul tabIndex={0} aria-label="Each with why">
        {failed.map(({ stream, message }) => (
          <li key={stream}>
            <code>{stream}</code> {message}
          </li>
        ))}
      </ul>
    </section>
  );
}
