import { Link, Star, Trash2 } from "lucide-react";
import { type SyntheticEvent, useMemo, useState } from "react";
import {
  Button as AriaButton,
  Dialog,
  DialogTrigger,
  GridList,
  GridListItem,
  Input,
  Label,
  Popover,
  TextField,
} from "react-aria-components";
import type { SavedFilter } from "../../../shared/ipc/model/saved-filters.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { useTooltip } from "../../ui/tooltip.tsx";
import { useCommands } from "../commands.ts";
import { absoluteLink } from "../location.ts";
import { copyText } from "../notice.tsx";
import type { Place } from "../places.ts";
import { placeOfFilter } from "./saved-filter-places.ts";
import { useSavedFilters } from "./use-saved-filters.ts";
import "../../ui/menu.css";
import "./saved-filters.css";

export interface SavedFiltersProps {
  readonly list: SavedFilter["list"];
  /** The place of the list, for links. */
  readonly place: Exclude<Place, { screen: "welcome" }>;
  readonly current: string;
  onChoose(text: string): void;
}

/** The filters that a person keeps for a list: to use, to add the current one, to send, and to forget. */
export function SavedFilters({ list, place, current, onChoose }: SavedFiltersProps) {
  const { filters, error, keep, forget } = useSavedFilters();
  const own = filters.filter((filter) => filter.list === list);
  const known = own.find(({ text }) => text === current.trim());
  const [isOpen, setOpen] = useState(false);
  const canKeep = current.trim() !== "" && known === undefined;
  useCommands(
    useMemo(
      () => [
        {
          id: "filter.saved",
          title: canKeep ? "Keep this filter under a name" : "Show the saved filters",
          group: "Lists",
          words: "star save favourite",
          run: () => setOpen(true),
        },
      ],
      [canKeep],
    ),
  );
  const { trigger, tooltip } = useTooltip("Saved filters");
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <AriaButton {...trigger} className="button button-quiet button-icon" aria-label="Saved filters">
        <Star size={15} aria-hidden className={known === undefined ? undefined : "saved-filter-known"} />
      </AriaButton>
      {tooltip}
      <Popover className="popover saved-filters" placement="bottom start" offset={4}>
        <Dialog aria-label="Saved filters" className="saved-filters-dialog">
          {({ close }) => (
            <>
              {!canKeep ? null : (
                <KeepForm
                  text={current.trim()}
                  kept={own}
                  onKeep={(name) => void keep({ list, name, text: current.trim() })}
                />
              )}
              {error === null ? null : <p className="saved-filters-note">{error.message}</p>}
              {own.length === 0 ? (
                <p className="saved-filters-note">
                  {current.trim() === ""
                    ? "Type a filter; then it can be kept here under a name."
                    : "No filter is kept for this list yet."}
                </p>
              ) : (
                <GridList
                  aria-label="Saved filters"
                  className="saved-filters-list"
                  onAction={(key) => {
                    const chosen = own.find(({ id }) => id === key);
                    if (chosen === undefined) return;
                    close();
                    onChoose(chosen.text);
                  }}
                >
                  {own.map((filter) => (
                    <GridListItem key={filter.id} id={filter.id} textValue={filter.name} className="saved-filter">
                      <span className="saved-filter-words">
                        <span className="cut saved-filter-name">{filter.name}</span>
                        <code className="cut muted" title={filter.text}>
                          {filter.text}
                        </code>
                      </span>
                      <IconButton
                        size="small"
                        label={`Copy link to ${filter.name}`}
                        icon={<Link size={14} />}
                        onPress={() => void copyText(absoluteLink(placeOfFilter(filter, place.project, place)), "Link")}
                      />
                      <IconButton
                        size="small"
                        label={`Forget ${filter.name}`}
                        icon={<Trash2 size={14} />}
                        onPress={() => void forget(filter)}
                      />
                    </GridListItem>
                  ))}
                </GridList>
              )}
            </>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

interface KeepFormProps {
  readonly text: string;
  /** The filters of the list that have names already. */
  readonly kept: readonly SavedFilter[];
  onKeep(name: string): void;
}

function KeepForm({ text, kept, onKeep }: KeepFormProps) {
  const [name, setName] = useState("");
  const replaced = kept.find((filter) => filter.name === name.trim());
  const keep = (event: SyntheticEvent) => {
    event.preventDefault();
    if (name.trim() !== "") onKeep(name.trim());
  };
  return (
    <form className="saved-filters-form" onSubmit={keep}>
      <TextField className="saved-filters-field" value={name} onChange={setName} maxLength={80} autoFocus>
        <Label>
          Keep <code>{text}</code> as
        </Label>
        <Input className="saved-filters-input" placeholder="Name" autoComplete="off" />
      </TextField>
      <Button type="submit" look="primary" isDisabled={name.trim() === ""}>
        {replaced === undefined ? "Keep" : "Replace"}
      </Button>
      {replaced === undefined ? null : (
        <p className="saved-filters-note" role="status">
          This name has <code>{replaced.text}</code> now.
        </p>
      )}
    </form>
  );
}
