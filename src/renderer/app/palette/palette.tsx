import { CornerDownLeft, FileClock, Search, Table2, TextQuote, User, Waypoints } from "lucide-react";
import { memo, type ReactNode, useEffect, useEffectEvent, useRef, useState } from "react";
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
import { usePointing } from "../../ui/use-attention.ts";
import { type Command, useAllCommands } from "../commands.ts";
import { Excerpt } from "../excerpt.tsx";
import { Keys } from "../keys.tsx";
import { navigate } from "../location.ts";
import { placeOfHit } from "../place-of-hit.ts";
import { placeOf } from "../places.ts";
import { useCall } from "../use-call.ts";
import { useHeldAnswer } from "../use-held-answer.ts";
import { matchingCommands } from "./matching-commands.ts";
import { type Row, rowIds } from "./row-ids.ts";
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

interface PaletteRow {
  /** What it is, unlike any other row, whatever stands around it. */
  readonly what: string;
  readonly text: string;
  readonly content: ReactNode;
  act(): void;
}

interface PaletteSection {
  readonly id: string;
  /** None where its rows stand alone. */
  readonly heading?: ReactNode;
  readonly rows: readonly PaletteRow[];
}

function PaletteBody({ onClose, project }: Omit<PaletteProps, "open">) {
  const [typed, setTyped] = useState("");
  // At once: who types on and presses Enter means what is typed, not what the list showed a moment ago.
  const text = typed.trim();
  const { best, others } = matchingCommands(useAllCommands(), text);
  const { data, isFetching, isPlaceholderData } = useCall(
    "search.query",
    { text, limit: HITS_SHOWN },
    { enabled: project !== null && text !== "", keepPrevious: true, keepSame: true },
  );
  const searched = project !== null && text !== "" ? project.id : null;
  const [isPointing, setPointing] = useState(false);
  const { shown } = useHeldAnswer(data?.groups, isPlaceholderData ? undefined : text, isPointing);
  const found = searched !== null ? shown : undefined;
  const hits = found?.filter((group) => group.hits.length > 0) ?? [];
  const isNothing = found !== undefined && hits.length === 0 && !isPlaceholderData;
  const sections = [
    commandSection("best", "Commands", best),
    ...(searched === null
      ? []
      : [...hits.map((group) => hitSection(group, searched)), allSection(searched, text, isNothing)]),
    commandSection("others", best.length === 0 ? "Commands" : "Other commands", others),
  ].filter(({ rows }) => rows.length > 0);

  // Whatever arrives while a person types, Enter takes the first row, or the one that was gone to.
  const [goneTo, setGoneTo] = useState<Row | null>(null);
  const whats = sections.flatMap(({ rows }) => rows.map(({ what }) => what));
  const ids = rowIds(whats, goneTo);
  const idOf = new Map(whats.map((what, row) => [what, ids[row]]));
  const menu = useRef<HTMLDivElement>(null);
  usePointing(menu, setPointing);
  const at = goneTo === null ? -1 : whats.indexOf(goneTo.what);
  useEffect(() => {
    if (at === -1) return;
    // React Aria draws the rows anew only after this.
    const frame = requestAnimationFrame(() => {
      menu.current?.querySelector("[data-focused]")?.scrollIntoView({ block: "nearest" });
    });
    return () => cancelAnimationFrame(frame);
  }, [at]);

  const tellRow = useEffectEvent(({ target }: FocusEvent) => {
    const row = target instanceof HTMLElement ? ids.indexOf(target.dataset.key ?? "") : -1;
    const what = whats[row];
    if (what !== undefined) setGoneTo(row === 0 ? null : { what, at: row });
  });
  useEffect(() => {
    const list = menu.current;
    // React Aria tells an item of its focus only where it is the browser's, and in this list it never is.
    list?.addEventListener("focusin", tellRow);
    return () => list?.removeEventListener("focusin", tellRow);
  }, []);

  const item = ({ what, text, content, act }: PaletteRow) => (
    <MenuItem
      // React Aria wants an item to keep its id, so it is the key, too.
      key={idOf.get(what) ?? what}
      id={idOf.get(what) ?? what}
      className="palette-item"
      textValue={text}
      onAction={() => {
        // While the palette is there, it keeps the focus from what a command opens.
        flushSync(onClose);
        act();
      }}
    >
      {content}
    </MenuItem>
  );
  return (
    <Autocomplete
      inputValue={typed}
      onInputChange={(next) => {
        setTyped(next);
        setGoneTo(null);
      }}
    >
      <TextField aria-label="Search and run commands" className="palette-field" autoFocus>
        <Search size={16} aria-hidden />
        <Input
          className="palette-input"
          placeholder={project === null ? "Run a command" : "Search names, ids, text, users, types – or run a command"}
          spellCheck={false}
        />
      </TextField>
      <Menu
        ref={menu}
        aria-label="Results"
        className="palette-list"
        renderEmptyState={() => (
          <p className="palette-empty">{isFetching ? "Searching…" : `Nothing is called or contains “${text}”.`}</p>
        )}
      >
        {sections.map(({ id, heading, rows }) =>
          heading === undefined ? (
            rows.map(item)
          ) : (
            <MenuSection key={id} id={id}>
              <Header className="palette-heading">{heading}</Header>
              {rows.map(item)}
            </MenuSection>
          ),
        )}
      </Menu>
    </Autocomplete>
  );
}

function hitSection({ group, hits, total, atLeast }: SearchResult["groups"][number], project: string): PaletteSection {
  const Icon = GROUP_ICONS[group];
  return {
    id: group,
    heading: (
      <>
        {GROUP_LABELS[group]}
        <span className="figure faint">
          {atLeast ? "over " : ""}
          {total}
        </span>
      </>
    ),
    rows: hits.map((hit) => ({
      what: JSON.stringify([group, hit.title, hit.stream, hit.reference, hit.field, hit.filter]),
      text: hit.title,
      content: (
        <>
          <Icon size={14} aria-hidden />
          <span className="palette-title cut">{hit.title}</span>
          <span className="palette-note">
            <Excerpt hit={hit} />
          </span>
        </>
      ),
      act: () => navigate(placeOfHit(hit, project)),
    })),
  };
}

function allSection(project: string, text: string, isNothing: boolean): PaletteSection {
  const content = (
    <>
      <CornerDownLeft size={14} aria-hidden />
      <span className="cut">
        {isNothing ? `Nothing contains “${text}”: search in other words` : `Show all results for “${text}”`}
      </span>
    </>
  );
  const act = () => navigate(placeOf("search", { project, q: text }));
  return { id: "all", rows: [{ what: "all", text: isNothing ? "Nothing found" : "Show all results", content, act }] };
}

function commandSection(id: string, heading: string, commands: readonly Command[]): PaletteSection {
  return {
    id,
    heading,
    rows: commands.map((command) => ({
      what: `command ${command.id}`,
      text: command.title,
      content: (
        <>
          <span className="palette-title cut">{command.title}</span>
          <span className="palette-note">{command.group}</span>
          {command.keys?.[0] === undefined ? null : <Keys written={command.keys[0]} />}
        </>
      ),
      act: command.run,
    })),
  };
}
