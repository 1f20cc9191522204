import { useConnection } from "../client.tsx";
import { FrameAlarm } from "./frame-alarm.tsx";

/** Nothing while the host answers. */
export function LostConnection() {
  const connection = useConnection();
  if (connection === "connected") return null;
  if (connection === "lost") {
    return (
      <FrameAlarm title="Not connected">
        The inspector does not answer; what is shown here may be old. Look whether it still runs where you started it.
        This page goes on by itself as soon as it answers.
      </FrameAlarm>
    );
  }
  return (
    <FrameAlarm title="Not connected">
      The inspector lets in only who has the address that it printed when it started. It may have been started anew
      since this page was opened. Open the newest address in this browser; this page then works again too.
    </FrameAlarm>
  );
}
