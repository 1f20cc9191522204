import { useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useCallback, useContext, useMemo } from "react";
import { useFrameCommands } from "./commands.ts";
import { navigate } from "./location.ts";
import { placeOf } from "./places.ts";
import { useProject } from "./project.tsx";
import { type OperationState, useOperation } from "./use-operation.ts";

export interface IntegrityCheck {
  readonly state: OperationState<"integrity.verify">;
  /** Checks every record from the bytes on disk. */
  verify(): void;
  cancel(): void;
  /** Lets go of a failure: what was found before is shown again. */
  dismiss(): void;
}

const CheckContext = createContext<IntegrityCheck | null>(null);

/** The check of the whole log, which any screen may ask for, and which goes on while another one is shown. */
export function IntegrityCheckProvider({ children }: { readonly children: ReactNode }) {
  const queries = useQueryClient();
  const project = useProject().id;
  const { state, start, cancel, reset } = useOperation("integrity.verify");
  const verify = useCallback(() => {
    void start({ stream: null }).then(() =>
      queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith("integrity.") }),
    );
  }, [start, queries]);
  useFrameCommands(
    useMemo(
      () => [
        {
          id: "integrity.verify",
          title: "Check everything again",
          group: "Project",
          words: "verify integrity hash chains",
          run: () => {
            navigate(placeOf("integrity", { project }));
            verify();
          },
        },
      ],
      [project, verify],
    ),
  );
  const value = useMemo(() => ({ state, verify, cancel, dismiss: reset }), [state, verify, cancel, reset]);
  return <CheckContext value={value}>{children}</CheckContext>;
}

export function useIntegrityCheck(): IntegrityCheck {
  const check = useContext(CheckContext);
  if (check === null) throw new Error("A component asked for the check where no project is open.");
  return check;
}
