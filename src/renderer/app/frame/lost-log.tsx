import { Unplug } from "lucide-react";
import type { WatchStatus } from "../../../shared/ipc/model/project.ts";
import "./lost-log.css";

/** Says over every screen that the files are away, and what to do; nothing while they are there. */
export function LostLog({ watch }: { readonly watch: WatchStatus }) {
  if (watch.state !== "lost") return null;
  return (
    <p className="lost-log" role="alert">
      <Unplug size={15} aria-hidden />
      <span>
        <strong>Not watching.</strong> {watch.reason}
      </span>
    </p>
  );
}
