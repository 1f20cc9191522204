import { type PointerEvent, useRef } from "react";
import type { TravelTrack as Track } from "../../../shared/ipc/model/views.ts";
import { formatCount } from "../../ui/numbers.ts";
import { PROOF_WORDS } from "./proof-words.ts";
import "./proof.css";
import "./travel-track.css";

export interface TravelTrackProps {
  readonly track: Track;
  readonly step: number;
  onStep(step: number): void;
}

/** The stream as a track, from before the first event to the newest, with what the chain proves in colour and pattern. */
export function TravelTrack({ track, step, onStep }: TravelTrackProps) {
  const width = Math.max(1, track.steps);
  const proofs = [...new Set(track.segments.map(({ proof }) => proof))];
  // Nothing after a state that is not proven can be proven either.
  const unprovenFrom = track.segments.find(({ proof }) => proof === "unproven")?.fromStep;
  const rail = useRef<HTMLDivElement>(null);
  /** The slider lies above the segments, and takes what the mouse does. */
  const sayWhatIsThere = ({ clientX, currentTarget }: PointerEvent<HTMLInputElement>) => {
    const bounds = rail.current?.getBoundingClientRect();
    if (bounds === undefined) return;
    const pointed = Math.ceil(((clientX - bounds.left) / bounds.width) * width);
    const segment = track.segments.find(({ fromStep, toStep }) => fromStep <= pointed && pointed <= toStep);
    currentTarget.title = segment === undefined ? "" : segmentSaid(segment);
  };
  return (
    <div className="travel-track">
      <div className="travel-slider">
        <div ref={rail} className="travel-rail">
          {track.segments.map(({ fromStep, toStep, proof }) => (
            <div
              key={fromStep}
              className={`travel-segment travel-segment-${proof}`}
              style={{
                insetInlineStart: `${((fromStep - 1) / width) * 100}%`,
                width: `${((toStep - fromStep + 1) / width) * 100}%`,
              }}
            />
          ))}
          <div className="travel-later" style={{ insetInlineStart: `${(step / width) * 100}%` }} />
        </div>
        <input
          type="range"
          aria-label="Event"
          className="travel-thumb"
          min={0}
          max={track.steps}
          value={step}
          onChange={({ currentTarget }) => onStep(currentTarget.valueAsNumber)}
          onPointerMove={sayWhatIsThere}
        />
      </div>
      <ul className="travel-legend" aria-label="Colours of the track">
        {proofs.map((proof) => (
          <li key={proof} title={PROOF_WORDS[proof].meaning}>
            <span className={`travel-swatch travel-segment-${proof}`} />
            {PROOF_WORDS[proof].label}
            {proof === "unproven" && unprovenFrom !== undefined ? ` from event ${formatCount(unprovenFrom)} on` : ""}
          </li>
        ))}
      </ul>
    </div>
  );
}

function segmentSaid({ fromStep, toStep, proof }: Track["segments"][number]): string {
  return `Events ${formatCount(fromStep)} to ${formatCount(toStep)}: ${PROOF_WORDS[proof].label.toLowerCase()}`;
}
