import { Slider, SliderThumb, SliderTrack } from "react-aria-components";
import type { TravelTrack as Track } from "../../../shared/ipc/model/views.ts";
import { formatCount } from "../../ui/numbers.ts";
import { PROOF_WORDS } from "./proof-words.ts";

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
  return (
    <div className="travel-track">
      <Slider
        aria-label="Event"
        className="travel-slider"
        minValue={0}
        maxValue={track.steps}
        value={step}
        onChange={(value) => {
          if (typeof value === "number") onStep(value);
        }}
      >
        <SliderTrack className="travel-slider-track">
          <div className="travel-rail">
            {track.segments.map(({ fromStep, toStep, proof }) => (
              <div
                key={fromStep}
                className={`travel-segment travel-segment-${proof}`}
                title={`Events ${formatCount(fromStep)} to ${formatCount(toStep)}: ${PROOF_WORDS[proof].label.toLowerCase()}`}
                style={{
                  insetInlineStart: `${((fromStep - 1) / width) * 100}%`,
                  width: `${((toStep - fromStep + 1) / width) * 100}%`,
                }}
              />
            ))}
            <div className="travel-later" style={{ insetInlineStart: `${(step / width) * 100}%` }} />
          </div>
          <SliderThumb className="travel-thumb" />
        </SliderTrack>
      </Slider>
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
