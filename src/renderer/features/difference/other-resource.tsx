import { X } from "lucide-react";
import { useState } from "react";
import { ComboBox, Input, ListBox, ListBoxItem, Popover } from "react-aria-components";
import { useStreamName } from "../../app/stream-name.ts";
import { useCall } from "../../app/use-call.ts";
import { IconButton } from "../../ui/button.tsx";
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
  const name = useStreamName(against);
  const { data } = useCall(
    "resources.query",
    { filter: text, sort: { column: "name", direction: "ascending" }, offset: 0, limit: 30 },
    { keepPrevious: true, enabled: against === null },
  );
  if (against !== null) {
    return (
      <span className="other-resource">
        with <strong className="cut">{name}</strong>
        <IconButton
          size="small"
          label="Compare with the same resource again"
          icon={<X size={13} />}
          onPress={() => onChange(null)}
        />
      </span>
    );
  }
  return (
    <ComboBox
      aria-label="Compare with another resource"
      className="other-resource"
      inputValue={text}
      onInputChange={setText}
      items={(data?.rows ?? []).filter((row) => !row.isSystem && row.stream !== stream)}
      selectedKey={null}
      onSelectionChange={(key) => {
        if (typeof key !== "string") return;
        setText("");
        onChange(key);
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
  );
}
