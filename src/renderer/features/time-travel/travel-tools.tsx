import { ChevronFirst, ChevronLast, Pause, Play, StepBack, StepForward } from "lucide-react";
import type { ReactNode } from "react";
import { Keys } from "../../app/keys.tsx";
import { IconButton } from "../../ui/button.tsx";
import { Select } from "../../ui/select.tsx";
import { PLAY_SPEEDS, type PlaySpeed, SPEED_LABELS } from "./play-pace.ts";
import "./travel-tools.css";

const SPEED_OPTIONS = PLAY_SPEEDS.map((value) => ({ value, label: SPEED_LABELS[value] }));

export interface TravelToolsProps {
  readonly step: number;
  readonly steps: number;
  readonly playing: boolean;
  readonly speed: PlaySpeed;
  goTo(step: number): void;
  onPlay(): void;
  onSpeed(speed: PlaySpeed): void;
}

/** Back, forward and play. */
export function TravelTools({ step, steps, playing, speed, goTo, onPlay, onSpeed }: TravelToolsProps) {
  const isAtStart = step === 0;
  const isAtEnd = step >= steps;
  const way = (label: string, keys: string, icon: ReactNode, to: number, isIdle: boolean) => (
    <IconButton label={label} hint={<Keys written={keys} />} icon={icon} isIdle={isIdle} onPress={() => goTo(to)} />
  );
  return (
    <>
      <span className="travel-buttons">
        {way("Before the first event", "Home", <ChevronFirst size={16} />, 0, isAtStart)}
        {way("One event back", "[", <StepBack size={15} />, step - 1, isAtStart)}
        <IconButton
          label={playing ? "Stop playing" : "Play the history"}
          hint={<Keys written="Space" />}
          icon={playing ? <Pause size={15} /> : <Play size={15} />}
          isDisabled={steps === 0}
          onPress={onPlay}
        />
        {way("One event forward", "]", <StepForward size={15} />, step + 1, isAtEnd)}
        {way("Newest state", "End", <ChevronLast size={16} />, steps, isAtEnd)}
      </span>
      <span className="travel-speed">
        <Select label="Speed of play" options={SPEED_OPTIONS} value={speed} onChange={onSpeed} />
      </span>
    </>
  );
}
