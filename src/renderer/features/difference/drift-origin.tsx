import { useCallback, useMemo, useRef } from "react";
import { type Command, useCommands } from "../../app/commands.ts";
import { PlaceLink } from "../../app/place-link.tsx";
import { placeOf } from "../../app/places.ts";
import { useOperation } from "../../app/use-operation.ts";
import { Button } from "../../ui/button.tsx";
import { writeJsonPath } from "../../ui/json-tree/json-path.ts";
import { formatCount } from "../../ui/numbers.ts";

/** The first event that the view on disk does not show: looked for when asked. */
export function DriftOrigin({ project, stream }: { readonly project: string; readonly stream: string }) {
  const { state, start, cancel } = useOperation("drift.origin");
  const frame = useRef<HTMLDivElement>(null);
  const find = useCallback(() => {
    // The button gives way to what is found, and would take the focus with it.
    frame.current?.focus();
    void start({ stream });
  }, [start, stream]);
  const isRunning = state.status === "running";
  useCommands(
    useMemo((): readonly Command[] => {
      if (isRunning) return [];
      const title = "Find the event where the view on disk and the log part";
      return [{ id: "difference.origin", title, group: "This place", words: "drift bisect", run: find }];
    }, [isRunning, find]),
  );
  return (
    <div ref={frame} className="drift-origin" role="status" tabIndex={-1}>
      {state.status === "idle" || state.status === "cancelled" ? (
        <>
          <span className="muted">The view on disk differs from the log.</span>
          <Button size="small" onPress={find}>
            Find the event where they part
          </Button>
        </>
      ) : null}
      {state.status === "running" ? (
        <>
          <span className="muted figure">
            Looking for the event where they part
            {state.progress === null ? "" : `, ${formatCount(state.progress.done)} ${state.progress.unit} so far`}
          </span>
          <Button size="small" onPress={cancel} isIdle={state.cancelling}>
            Cancel
          </Button>
        </>
      ) : null}
      {state.status === "failed" ? <span>{state.error.message}</span> : null}
      {state.status === "done" ? (
        <>
          <span>{state.result.explanation}</span>
          {state.result.differsAt === null ? null : (
            <span>
              It first differs at{" "}
              <PlaceLink
                to={placeOf("view", {
                  project,
                  stream,
                  at: { kind: "step", step: state.result.differsAt.step },
                  blame: writeJsonPath(state.result.differsAt.path),
                })}
                title="Show the events that set this"
              >
                <code>{writeJsonPath(state.result.differsAt.path)}</code>
              </PlaceLink>
            </span>
          )}
          {state.result.partsAt === null ? null : (
            <PlaceLink to={placeOf("stream-timeline", { project, stream, event: state.result.partsAt.reference })}>
              Event {formatCount(state.result.partsAt.sequence)}: {state.result.partsAt.summary}
            </PlaceLink>
          )}
        </>
      ) : null}
    </div>
  );
}
