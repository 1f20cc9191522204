import { useQueryClient } from "@tanstack/react-query";
import { Check, Undo2 } from "lucide-react";
import { type FormEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import type { Acknowledgement } from "../../../shared/ipc/model/acknowledgement.ts";
import { useCommands } from "../../app/commands.ts";
import { useAction } from "../../app/use-call.ts";
import { Button } from "../../ui/button.tsx";
import { Timestamp } from "../../ui/timestamp.tsx";
import { useSteady } from "../../ui/use-steady.ts";
import "./acknowledge.css";

export interface AcknowledgeProps {
  readonly id: string;
  readonly acknowledged: Acknowledgement | null;
}

/** Says that a finding is known, with a note, or takes that back. Neither the finding nor the verdict goes away. */
export function Acknowledge({ id, acknowledged }: AcknowledgeProps) {
  const queries = useQueryClient();
  const { mutate, isPending, error } = useAction("integrity.acknowledge");
  const [isOpen, setOpen] = useState(false);
  const [note, setNote] = useState("");
  const field = useId();
  const frame = useRef<HTMLDivElement>(null);
  const isUsed = useRef(false);
  const send = (text: string | null) => {
    isUsed.current = true;
    mutate(
      { id, note: text },
      {
        onSuccess: () => {
          setOpen(false);
          setNote("");
          void queries.invalidateQueries({
            predicate: ({ queryKey }) => /^(?:integrity|history)\./u.test(String(queryKey[0])),
          });
        },
      },
    );
  };
  // What was pressed gives way to what stands here instead, and would take the focus with it.
  useEffect(() => {
    if (isOpen) isUsed.current = true;
    else if (isUsed.current && document.activeElement === document.body)
      frame.current?.querySelector<HTMLElement>("button")?.focus();
  });
  const isKnown = acknowledged !== null;
  const answer = useSteady(() => (isKnown ? send(null) : setOpen(true)));
  useCommands(
    useMemo(
      () => [
        {
          id: "finding.acknowledge",
          title: isKnown ? "Take back the acknowledgement" : "Acknowledge this finding",
          group: "This place",
          words: "known note",
          run: answer,
        },
      ],
      [isKnown, answer],
    ),
  );
  const failure = error === null ? null : <p role="alert">{error.message}</p>;
  if (acknowledged !== null) {
    return (
      <div ref={frame} className="acknowledge acknowledge-done">
        <p>
          <Check size={14} aria-hidden /> Acknowledged <Timestamp value={acknowledged.at} as="relative" />
          {acknowledged.note === "" ? "." : `: ${acknowledged.note}`}
        </p>
        <Button size="small" icon={<Undo2 size={13} aria-hidden />} isIdle={isPending} onPress={() => send(null)}>
          Take back
        </Button>
        {failure}
      </div>
    );
  }
  if (!isOpen) {
    return (
      <div ref={frame} className="acknowledge">
        <Button size="small" icon={<Check size={13} aria-hidden />} onPress={() => setOpen(true)}>
          Acknowledge…
        </Button>
      </div>
    );
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send(note.trim());
  };
  return (
    <form className="acknowledge acknowledge-form" onSubmit={submit}>
      <label htmlFor={field}>What is known about it</label>
      <textarea
        id={field}
        className="acknowledge-note"
        maxLength={2000}
        rows={2}
        // biome-ignore lint/a11y/noAutofocus: the field appears because the person asked for it
        autoFocus
        value={note}
        onChange={(event) => setNote(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.stopPropagation();
          setOpen(false);
        }}
      />
      <p className="faint">Kept by the app on this machine, outside of the project. The verdict stays.</p>
      <div className="acknowledge-actions">
        <Button size="small" look="primary" type="submit" isDisabled={isPending}>
          Acknowledge
        </Button>
        <Button size="small" onPress={() => setOpen(false)}>
          Cancel
        </Button>
      </div>
      {failure}
    </form>
  );
}
