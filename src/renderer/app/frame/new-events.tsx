import { useCallback, useState } from "react";
import type { PushedEvent } from "../../../shared/ipc/contract.ts";
import { countOf } from "../../ui/numbers.ts";
import { usePushed } from "../client.tsx";

/** Tells screen readers about events that arrive. */
export function NewEvents() {
  const [said, setSaid] = useState("");
  usePushed(
    "project.changed",
    useCallback(({ streams }: PushedEvent<"project.changed">) => {
      const appended = streams.reduce((sum, stream) => sum + stream.appended, 0);
      if (appended > 0) setSaid(`${countOf(appended, "new event")} in ${countOf(streams.length, "stream")}.`);
    }, []),
  );
  return (
    <output className="visually-hidden" aria-live="polite">
      {said}
    </output>
  );
}
