import { useQueryClient } from "@tanstack/react-query";
import { Download, RotateCw } from "lucide-react";
import { useMemo } from "react";
import { type Command, useCommands } from "../../../app/commands.ts";
import { ANCHOR_WORDS } from "../../../app/marks/anchor-words.ts";
import { copyText } from "../../../app/notice.tsx";
import { saveDocument } from "../../../app/save-document.ts";
import { useCall } from "../../../app/use-call.ts";
import { useOperation } from "../../../app/use-operation.ts";
import { Button } from "../../../ui/button.tsx";
import { CopyButton } from "../../../ui/copy-button.tsx";
import { countOf } from "../../../ui/numbers.ts";
import { Timestamp } from "../../../ui/timestamp.tsx";
import { useSteady } from "../../../ui/use-steady.ts";
import { OperationLine } from "../operation-line.tsx";
import { ComparisonView } from "./comparison-view.tsx";

/** The anchor that the app keeps: saving one, and how today's log stands to it. */
export function KeptAnchor({ project }: { readonly project: string }) {
  const queries = useQueryClient();
  const { data: kept, error } = useCall("anchor.read", {});
  const save = useOperation("anchor.save");
  const check = useOperation("anchor.check");
  const isBusy = save.state.status === "running" || check.state.status === "running";
  const fresh = () => void queries.invalidateQueries({ queryKey: ["anchor.read"] });
  const onSave = useSteady(
    () =>
      void save.start({}).then((document) => {
        if (document !== undefined) saveDocument(document);
        fresh();
      }),
  );
  const onCheck = useSteady(() => void check.start({}).then(fresh));
  const isAnchored = kept?.state === "anchored";
  const root = kept?.state === "anchored" ? kept.root : null;
  useCommands(
    useMemo((): readonly Command[] => {
      if (root === null) return [];
      const run = () => void copyText(root, "Root");
      return [
        { id: "anchor.copy", title: "Copy the root of the anchor", group: "This place", words: "clipboard", run },
      ];
    }, [root]),
  );
  useCommands(
    useMemo(() => {
      if (isBusy) return [];
      const saving: Command = { id: "anchor.save", title: "Save an anchor", group: "This place", run: onSave };
      const checking: Command = {
        id: "anchor.check",
        title: "Compare with the kept anchor",
        group: "This place",
        run: onCheck,
      };
      return isAnchored ? [saving, checking] : [saving];
    }, [isBusy, isAnchored, onSave, onCheck]),
  );
  return (
    <section className="anchor-section" aria-label="The anchor of this project">
      <h2>The anchor of this project</h2>
      {error === null ? null : <p role="alert">{error.message}</p>}
      {kept === undefined ? null : kept.state === "unanchored" ? (
        <p>
          <strong>Unanchored.</strong> {ANCHOR_WORDS.unanchored.meaning} Save an anchor now, and later the app tells
          whether the log still extends it.
        </p>
      ) : kept.state === "refused" ? (
        <p role="alert">{kept.reason} Save another one.</p>
      ) : (
        <>
          <p>
            Saved <Timestamp value={kept.savedAt} as="local" />: {countOf(kept.events, "event")} in{" "}
            {countOf(kept.streams, "stream")}.
          </p>
          <p className="anchor-root">
            Root <code>{kept.root}</code>
            <CopyButton text={kept.root} label="Copy the root" />
          </p>
          {kept.comparison === null ? (
            <p className="muted">Not compared yet.</p>
          ) : (
            <ComparisonView project={project} comparison={kept.comparison} />
          )}
        </>
      )}
      <div className="anchor-actions">
        <Button
          look={isAnchored ? "normal" : "primary"}
          icon={<Download size={14} aria-hidden />}
          isIdle={isBusy}
          onPress={onSave}
        >
          Save an anchor
        </Button>
        {isAnchored ? (
          <Button icon={<RotateCw size={14} aria-hidden />} isIdle={isBusy} onPress={onCheck}>
            Compare now
          </Button>
        ) : null}
      </div>
      <OperationLine state={save.state} onCancel={save.cancel} />
      <OperationLine state={check.state} onCancel={check.cancel} />
      <p className="muted">
        The app keeps a copy outside of the project. Keep the file, or at least the root, where whoever can change the
        log cannot change it too.
      </p>
    </section>
  );
}
