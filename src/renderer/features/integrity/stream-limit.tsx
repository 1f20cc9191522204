import { Button } from "../../ui/button.tsx";

/** Says that a list is limited to one stream, with the way back; nothing when it is not. */
export function StreamLimit({ stream, onAll }: { readonly stream: string | null; onAll(): void }) {
  if (stream === null) return null;
  return (
    <p className="finding-limits">
      <span className="cut">
        Only of the stream <code>{stream}</code>
      </span>
      <Button size="small" onPress={onAll}>
        Show all streams
      </Button>
    </p>
  );
}
