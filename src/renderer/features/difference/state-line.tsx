import type { ViewState } from "../../../shared/ipc/model/views.ts";
import { formatCount } from "../../ui/numbers.ts";
import { Timestamp } from "../../ui/timestamp.tsx";
import "./difference.css";

/** What a chosen state is: after which event, or which file. */
export function StateLine({ state }: { readonly state: ViewState | undefined }) {
  if (state === undefined) return <p className="difference-state" />;
  if (state.step === 0) return <p className="difference-state">Before the first event</p>;
  if (state.problem !== null) return <p className="difference-state">{state.problem}</p>;
  if (state.file !== null)
    return (
      <p className="difference-state">
        <code>{state.file}</code>
      </p>
    );
  if (state.step === null || state.sequence === null) return <p className="difference-state" />;
  return (
    <p className="difference-state figure">
      After event {formatCount(state.step)}
      {state.sequence === state.step ? "" : `, sequence number ${formatCount(state.sequence)}`},{" "}
      <Timestamp value={state.timestamp} />
      {state.proof === "unproven" ? " · not proven by the chain" : ""}
    </p>
  );
}
