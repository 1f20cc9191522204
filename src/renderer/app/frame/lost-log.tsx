import type { WatchStatus } from "../../../shared/ipc/model/project.ts";
import { FrameAlarm } from "./frame-alarm.tsx";

/** Nothing while the files are there. */
export function LostLog({ watch }: { readonly watch: WatchStatus }) {
  return watch.state === "lost" ? <FrameAlarm title="Not watching">{watch.reason}</FrameAlarm> : null;
}
