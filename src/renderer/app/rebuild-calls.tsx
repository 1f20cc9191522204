import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";
import { useFrameCommands } from "./commands.ts";
import { navigate } from "./location.ts";
import { placeOf } from "./places.ts";
import { useProject } from "./project.tsx";
import { type Operation, useOperation } from "./use-operation.ts";

/** The preview and the rebuild of the open project. They go on while other screens are shown. */
export interface RebuildCalls {
  readonly preview: Operation<"rebuild.preview">;
  readonly run: Operation<"rebuild.run">;
  /** The one stream that was previewed last; null for all. */
  readonly previewed: string | null;
  /** Begins a preview of one stream, or of all, and forgets the result before it. */
  look(only: string | null): void;
}

const RebuildContext = createContext<RebuildCalls | null>(null);

/** Stands in what has the project’s id as its key: another project begins anew. */
export function RebuildCallsProvider({ children }: { readonly children: ReactNode }) {
  const preview = useOperation("rebuild.preview", { keepRunning: true });
  const run = useOperation("rebuild.run", { keepRunning: true });
  const [previewed, setPreviewed] = useState<string | null>(null);
  const { start } = preview;
  const { reset } = run;
  const look = useCallback(
    (only: string | null) => {
      reset();
      setPreviewed(only);
      void start({ streams: only === null ? null : [only] });
    },
    [start, reset],
  );
  const project = useProject().id;
  useFrameCommands(
    useMemo(
      () => [
        {
          id: "rebuild.preview",
          title: "Preview a rebuild",
          group: "Project",
          words: "views materialize drift",
          run: () => {
            navigate(placeOf("rebuild", { project }));
            look(null);
          },
        },
      ],
      [project, look],
    ),
  );
  const calls = useMemo(() => ({ preview, run, previewed, look }), [preview, run, previewed, look]);
  return <RebuildContext value={calls}>{children}</RebuildContext>;
}

export function useRebuildCalls(): RebuildCalls {
  const calls = useContext(RebuildContext);
  if (calls === null) throw new Error("A component asked for rebuilds where no project is open.");
  return calls;
}
