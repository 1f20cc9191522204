import { CornerDownLeft, FileClock, Search, Table2, TextQuote, User, Waypoints } from "lucide-react";
import { memo, useState } from "react";
import {
  Autocomplete,
  Dialog,
  Header,
  Input,
  Menu,
  MenuItem,
  MenuSection,
  Modal,
  ModalOverlay,
  TextField,
} from "react-aria-components";
import { flushSync } from "react-dom";
import type { ProjectSummary } from "../../../shared/ipc/model/project.ts";
import type { SearchResult } from "../../../shared/ipc/model/search.ts";
import { type Command, useAllCommands } from "../commands.ts";
import { Excerpt } from "../excerpt.tsx";
import { Keys } from "../keys.tsx";
import { navigate } from "../location.ts";
import { placeOfHit } from "../place-of-hit.ts";
import { placeOf } from "../places.ts";
import { useCall } from "../use-call.ts";
import { matchingCommands } from "./matching-commands.ts";
import "../../ui/dialog.css";
import "./palette.css";

const GROUP_LABELS = {
  resources: "Resources",
  annotations: "Annotations",
  events: "Events",
  users: "Users",
  types: "Event types",
};
const GROUP_ICONS = { resources: Waypoints, annotations: TextQuote, events: FileClock, users: User, types: Table2 };
const HITS_SHOWN = 5;

export interface PaletteProps {
  readonly open: boolean;
  onClose(): void;
  readonly project: ProjectSummary | null;
}

/** Every command and everything in the project, behind one key. */
export const Palette = memo(function Palette({ open, onClose, project }: PaletteProps) {
  return (
    <ModalOverlay isOpen={open} onOpenChange={(isOpen) => !isOpen && onClose()} isDismissable className="overlay">
      <Modal className="dialog palette">
        <Dialog aria-label="Search and run commands" className="dialog-body">
          <PaletteBody onClose={onClose} project={project} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
});

function PaletteBody({ onClose, project }: Omit<PaletteProps, "open">) {
  const [typed, setTyped] = useState("");
  // At once: who types on and presses Enter means what is typed, not what the list showed a moment ago.
  const text = typed.trim();
  const { best, others } = matchingCommands(useAllCommands(), text);
  const { data, isFetching, isPlaceholderData } = useCall(
    "search.query",
    { text, limit: HITS_SHOWN },
    { enabled: project !== null && text !== "", keepPrevious: true },
  );
  const found = project !== null && text !== "" ? data : undefined;
  const run = (action: () => void) => {
    // While the palette is there, it keeps the focus from what a command opens.
    flushSync(onClose);
    action();
  };
  // Whatever arrives while a person types, Enter takes the first row, or the one that was gone to: rows are told apart by their
  // place alone. React Aria wants an item to keep its id, so it is the key, too.
  const searches = project !== null && text !== "";
  const hits = found?.groups.filter((group) => group.hits.length > 0) ?? [];
  const isNothing = found !== undefined && hits.length === 0 && !isPlaceholderData;
  const afterBest = best.length;
  const afterHits = hits.reduce((sum, group) => sum + group.hits.length, afterBest);
  return (
    <Autocomplete inputValue={typed} onInputChange={setTyped}>
      <TextField aria-label="Search and run commands" className="palette-field" autoFocus>
        <Search size={16} aria-hidden />
        <Input
          className="palette-input"
          placeholder={project === null ? "Run a command" : "Search names, ids, text, users, types – or run a command"}
          spellCheck={false}
        />
      </TextField>
      <Menu
        aria-label="Results"
        className="palette-list"
        renderEmptyState={() => (
          <p className="palette-empty">{isFetching ? "Searching…" : `Nothing is called or contains “${text}”.`}</p>
        )}
      >
        {commandSection("best", "Commands", best, 0, run)}
        {project === null ? null : hitSections(hits, project.id, afterBest, run)}
        {!searches ? null : (
          <MenuItem
            key={rowId(afterHits)}
            id={rowId(afterHits)}
            className="palette-item"
            textValue={isNothing ? "Nothing found" : "Show all results"}
            onAction={() => run(() => navigate(placeOf("search", { project: project.id, q: text })))}
          >
            <CornerDownLeft size={14} aria-hidden />
            <span className="cut">
              {isNothing ? `Nothing contains “${text}”: search in other words` : `Show all results for “${text}”`}
            </span>
          </MenuItem>
        )}
        {commandSection(
          "others",
          best.length === 0 ? "Commands" : "Other commands",
          others,
          afterHits + (searches ? 1 : 0),
          run,
        )}
      </Menu>
    </Autocomplete>
  );
}

function rowId(row: number): string {
  return `row-${row}`;
}

/** @param first the row of the first hit in the whole list */
function hitSections(
  groups: SearchResult["groups"],
  project: string,
  first: number,
  run: (action: () => void) => void,
) {
  let before = first;
  return groups.map(({ group, hits, total, atLeast }) => {
    const Icon = GROUP_ICONS[group];
    const from = before;
    before += hits.length;
    return (
      <MenuSection key={group} id={group}>
        <Header className="palette-heading">
          {GROUP_LABELS[group]}
          <span className="figure faint">
            {atLeast ? "over " : ""}
            {total}
          </span>
        </Header>
        {hits.map((hit, at) => (
          <MenuItem
            key={rowId(from + at)}
            id={rowId(from + at)}
            className="palette-item"
            textValue={hit.title}
            onAction={() => run(() => navigate(placeOfHit(hit, project)))}
          >
            <Icon size={14} aria-hidden />
            <span className="palette-title cut">{hit.title}</span>
            <span className="palette-note">
              <Excerpt hit={hit} />
            </span>
          </MenuItem>
        ))}
      </MenuSection>
    );
  });
}

function commandSection(
  id: string,
  title: string,
  commands: readonly Command[],
  first: number,
  run: (action: () => void) => void,
) {
  if (commands.length === 0) return null;
  return (
    <MenuSection key={id} id={id}>
      <Header className="palette-heading">{title}</Header>
      {commands.map((command, at) => (
        <MenuItem
          key={rowId(first + at)}
          id={rowId(first + at)}
          className="palette-item"
          textValue={command.title}
          onAction={() => run(command.run)}
        >
          <span className="palette-title cut">{command.title}</span>
          <span className="palette-note">{command.group}</span>
          {command.keys?.[0] === undefined ? null : <Keys written={command.keys[0]} />}
        </MenuItem>
      ))}
    </MenuSection>
  );
}
