import { X } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { ComboBox, Input, ListBox, ListBoxItem, Popover } from "react-aria-components";
import { type Command, useCommands } from "../../app/commands.ts";
import { useStreamName } from "../../app/stream-name.ts";
import { useCall } from "../../app/use-call.ts";
import { IconButton } from "../../ui/button.tsx";
import { useSteady } from "../../ui/use-steady.ts";
import "../../ui/menu.css";

export interface OtherResourceProps {
  /** The resource on the left-hand side. */
  readonly stream: string;
  readonly against: string | null;
  onChange(stream: string | null): void;
}

/** Chooses the resource on the right-hand side, when it is to be another one. */
export function OtherResource({ stream, against, onChange }: OtherResourceProps) {
  const [text, setText] = useState("");
  const frame = useRef<HTMLSpanElement>(null);
  const chosen = useRef<string | null | undefined>(undefined);
  const choose = useSteady((next: string | null) => {
    chosen.current = next;
    onChange(next);
  });
  // The field and the button stand in each other’s place: what goes would take the focus with it.
  useEffect(() => {
    if (chosen.current !== against) return;
    chosen.current = undefined;
    frame.current?.querySelector<HTMLElement>("input,button")?.focus();
  }, [against]);
  const isOther = against !== null;
  useCommands(
    useMemo((): readonly Command[] => {
      const focus: Command = {
        id: "difference.other",
        title: "Compare with another resource",
        group: "This place",
        words: "against side",
        run: () => frame.current?.querySelector("input")?.focus(),
      };
      const same: Command = {
        id: "difference.same",
        title: "Compare with the same resource again",
        group: "This place",
        run: () => choose(null),
      };
      return [isOther ? same : focus];
    }, [isOther, choose]),
  );
  const name = useStreamName(against);
  const { data } = useCall(
    "resources.query",
    { filter: text, sort: { column: "name", direction: "ascending" }, offset: 0, limit: 30 },
    { keepPrevious: true, enabled: against === null },
  );
  if (against !== null) {
    return (
      <span ref={frame} className="other-resource">
        with <strong className="cut">{name}</strong>
        <IconButton
          size="small"
          label="Compare with the same resource again"
          icon={<X size={13} />}
          onPress={() => choose(null)}
        />
      </span>
    );
  }
  return (
    <span ref={frame} className="other-resource">
      <ComboBox
        aria-label="Compare with another resource"
        inputValue={text}
        onInputChange={setText}
        items={(data?.rows ?? []).filter((row) => !row.isSystem && row.stream !== stream)}
        selectedKey={null}
        onSelectionChange={(key) => {
          if (typeof key !== "string") return;
          setText("");
          choose(key);
        }}
        menuTrigger="input"
        allowsEmptyCollection={false}
      >
        <Input className="field-input field-input-wide" placeholder="Compare with another resource" />
        <Popover className="popover" placement="bottom end">
          <ListBox className="menu">
            {(row: { readonly stream: string; readonly name: string }) => (
              <ListBoxItem id={row.stream} className="menu-item" textValue={row.name}>
                <span className="menu-item-text">
                  {row.name}
                  <code className="menu-item-note cut">{row.stream}</code>
                </span>
              </ListBoxItem>
            )}
          </ListBox>
        </Popover>
      </ComboBox>
    </span>
  );
}
