import { useCallback } from "react";
import type { PushedEvent } from "../../shared/ipc/contract.ts";
import { usePushed } from "./client.tsx";
import { runCommand } from "./commands.ts";
import { navigate } from "./location.ts";
import { readPlace } from "./places.ts";

/** Goes where links and native menus of the desktop ask to go, and runs what they ask to run. */
export function useRequestedPlaces(): void {
  usePushed(
    "navigation.requested",
    useCallback(({ place: address }: PushedEvent<"navigation.requested">) => {
      const place = readPlace(address);
      if (place !== null) navigate(place);
    }, []),
  );
  usePushed(
    "command.requested",
    useCallback(({ command }: PushedEvent<"command.requested">) => {
      runCommand(command);
    }, []),
  );
}
