import { PlaceLink } from "../../app/place-link.tsx";
import { placeOf } from "../../app/places.ts";
import { useOperation } from "../../app/use-operation.ts";
import { Button } from "../../ui/button.tsx";
import { writeJsonPath } from "../../ui/json-tree/json-path.ts";
import { formatCount } from "../../ui/numbers.ts";

/** The first event that the view on disk does not show: looked for when asked. */
export function DriftOrigin({ project, stream }: { readonly project: string; readonly stream: string }) {
  const { state, start, cancel } = useOperation("drift.origin");
  return (
    <div className="drift-origin" role="status">
      {state.status === "idle" || state.status === "cancelled" ? (
        <>
          <span className="muted">The view on disk differs from the log.</span>
          <Button size="small" onPress={() => void start({ stream })}>
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
          <Button size="small" onPress={cancel} isDisabled={state.cancelling}>
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
