import { useMemo } from "react";
import { useCommands } from "../../app/commands.ts";
import { Button } from "../../ui/button.tsx";
import { useSteady } from "../../ui/use-steady.ts";

/** Says that a list is limited to one stream, with the way back; nothing when it is not. */
export function StreamLimit({ stream, onAll }: { readonly stream: string | null; onAll(): void }) {
  const isLimited = stream !== null;
  const showAll = useSteady(() => {
    // The button goes, and would take the focus with it.
    document.querySelector<HTMLElement>("#main [role=grid]")?.focus();
    onAll();
  });
  useCommands(
    useMemo(
      () => (isLimited ? [{ id: "streams.all", title: "Show all streams", group: "Lists", run: showAll }] : []),
      [isLimited, showAll],
    ),
  );
  if (stream === null) return null;
  return (
    <p className="finding-limits">
      <span className="cut">
        Only of the stream <code>{stream}</code>
      </span>
      <Button size="small" onPress={showAll}>
        Show all streams
      </Button>
    </p>
  );
}
