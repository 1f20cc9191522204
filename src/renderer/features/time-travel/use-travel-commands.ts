import { useMemo } from "react";
import { type Command, useCommands } from "../../app/commands.ts";
import { navigate } from "../../app/location.ts";
import type { Place } from "../../app/places.ts";

export interface TravelCommandsInput {
  readonly step: number;
  readonly steps: number;
  readonly playing: boolean;
  /** Where what the shown event changed is compared; null before the first event. */
  readonly difference: Place | null;
  goTo(step: number): void;
  onPlay(): void;
  onSlower(): void;
  onFaster(): void;
  /** Closes the history of a value; null while none is shown. */
  readonly onLeave: (() => void) | null;
}

/** The tools of time travel, as commands. */
export function useTravelCommands(input: TravelCommandsInput): void {
  const { step, steps, playing, difference, goTo, onPlay, onSlower, onFaster, onLeave } = input;
  useCommands(
    useMemo((): readonly Command[] => {
      const add = (id: string, title: string, keys: readonly string[], run: () => void, words = ""): Command => ({
        id,
        title,
        group: "This place",
        keys,
        words,
        run,
      });
      return [
        add("travel.back", "One event back", ["[", "ArrowLeft"], () => goTo(step - 1)),
        add("travel.forward", "One event forward", ["]", "ArrowRight"], () => goTo(step + 1)),
        add("travel.start", "Before the first event", ["Home"], () => goTo(0)),
        add("travel.end", "Newest state", ["End"], () => goTo(steps)),
        add("travel.play", playing ? "Stop playing" : "Play the history", ["Space"], onPlay),
        add("travel.slower", "Play slower", ["<"], onSlower, "speed"),
        add("travel.faster", "Play faster", [">"], onFaster, "speed"),
        ...(difference === null
          ? []
          : [
              add(
                "travel.difference",
                "What this event changed",
                [],
                () => navigate(difference),
                "difference compare diff",
              ),
            ]),
        ...(onLeave === null ? [] : [add("place.leave", "Close the history of the value", ["Escape"], onLeave)]),
      ];
    }, [step, steps, playing, difference, goTo, onPlay, onSlower, onFaster, onLeave]),
  );
}
