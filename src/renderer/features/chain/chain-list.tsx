// biome-ignore-all lint/a11y/useSemanticElements: rows are drawn as they come into sight, which a table element cannot
import { useVirtualizer } from "@tanstack/react-virtual";
import { type Ref, useEffect, useId, useImperativeHandle, useLayoutEffect, useMemo, useRef } from "react";
import type { ChainLink } from "../../../shared/ipc/model/integrity.ts";
import { ErrorPanel } from "../../app/error-panel.tsx";
import { usePages } from "../../app/lists/use-pages.ts";
import { EventTypeMark } from "../../app/marks/marks.tsx";
import { classes } from "../../ui/classes.ts";
import { handleListKey } from "../../ui/list-keys.ts";
import { Timestamp } from "../../ui/timestamp.tsx";
import { CHAIN_ROW, ChainDrawing, drawingWidth } from "./chain-drawing.tsx";
import { bandWords, recordWords } from "./chain-words.ts";

export interface ChainListHandle {
  reveal(position: number): void;
}

export interface ChainListProps {
  readonly stream: string;
  readonly selected: number | null;
  onSelect(position: number): void;
  onOpen(position: number): void;
  readonly ref?: Ref<ChainListHandle>;
}

/** The records of a stream with the drawing of how they are linked. */
export function ChainList({ stream, selected, onSelect, onOpen, ref }: ChainListProps) {
  const viewport = useRef<HTMLDivElement>(null);
  const prefix = useId();
  const pages = usePages(
    "integrity.chain",
    useMemo(() => ({ stream }), [stream]),
  );
  const total = pages.any?.total ?? 0;
  const lanes = pages.any?.lanes ?? 1;
  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => viewport.current,
    estimateSize: () => CHAIN_ROW,
    overscan: 20,
    // The heads stand above the first record, and stay.
    paddingStart: CHAIN_ROW,
    scrollPaddingStart: CHAIN_ROW,
  });
  const items = virtualizer.getVirtualItems();
  const from = items[0]?.index ?? 0;
  const to = items.at(-1)?.index ?? 0;
  const { showing } = pages;
  useEffect(() => showing(from, to), [showing, from, to]);

  useImperativeHandle(ref, () => ({
    reveal: (position) => virtualizer.scrollToIndex(position - 1, { align: "center" }),
  }));
  // A link leads to a record that may be far down; once there, the list stays where the person scrolls it.
  const revealed = useRef(false);
  useLayoutEffect(() => {
    if (revealed.current || total === 0 || selected === null) return;
    revealed.current = true;
    virtualizer.scrollToIndex(selected - 1, { align: "center" });
  }, [total, selected, virtualizer]);

  if (pages.error !== null && pages.any === undefined) return <ErrorPanel error={pages.error} onRetry={pages.retry} />;

  const linkAt = (index: number): ChainLink | undefined => {
    const found = pages.at(index);
    return found?.page.links[found.place];
  };
  const links = items.flatMap(({ index }) => linkAt(index) ?? []);
  const active = selected === null ? -1 : selected - 1;
  const indent = drawingWidth(lanes) + 8;
  return (
    <div
      ref={viewport}
      className="chain"
      role="listbox"
      aria-label="Records of the chain"
      aria-activedescendant={active >= from && active <= to ? `${prefix}-${active}` : undefined}
      tabIndex={0}
      onKeyDown={(event) => {
        handleListKey(event, {
          count: total,
          active,
          pageRows: 20,
          onActivate: (index) => {
            virtualizer.scrollToIndex(index, { align: "auto" });
            onSelect(index + 1);
          },
          onOpen: (index) => onOpen(index + 1),
        });
      }}
    >
      <div className="chain-canvas" role="presentation" style={{ height: virtualizer.getTotalSize() }}>
        <ChainHead indent={indent} />
        {items.map(({ index, start }) => {
          const link = linkAt(index);
          const isBandStart = link?.band.from === index + 1;
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the list itself takes the keys
            // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus and names its active option
            <div
              key={index}
              id={`${prefix}-${index}`}
              role="option"
              aria-selected={index === active}
              aria-setsize={total}
              aria-posinset={index + 1}
              className={classes(
                "chain-row",
                index === active && "chain-row-here",
                isBandStart && index > 0 && "chain-row-band",
                link?.checksumState === "renamed" && "chain-row-renamed",
                link !== undefined && link.band.number % 2 === 1 && "chain-row-odd",
              )}
              style={{ paddingInlineStart: indent, transform: `translateY(${start}px)` }}
              onClick={() => onSelect(index + 1)}
              onDoubleClick={() => onOpen(index + 1)}
            >
              {link === undefined ? (
                <span className="skeleton" />
              ) : (
                <Cells link={link} withBand={isBandStart || index === from} />
              )}
            </div>
          );
        })}
        <ChainDrawing
          links={links}
          lanes={lanes}
          laneOf={(position) => linkAt(position - 1)?.lane}
          selected={selected}
          height={virtualizer.getTotalSize() - CHAIN_ROW}
        />
      </div>
    </div>
  );
}

/** What stands in the columns; each record says it in its own words, too. */
function ChainHead({ indent }: { readonly indent: number }) {
  return (
    <div className="chain-head" aria-hidden="true">
      <div className="chain-row" style={{ paddingInlineStart: indent }}>
        <span className="chain-sequence">Seq.</span>
        <span>Type</span>
        <span>Time</span>
        <span>Checksum</span>
        <span className="cut">Link to the record before</span>
        <span className="chain-era cut">Format</span>
      </div>
    </div>
  );
}

function Cells({ link, withBand }: { readonly link: ChainLink; readonly withBand: boolean }) {
  const bad = link.linkState === "broken" || link.checksumState === "mismatch";
  const explained = link.linkState === "fork" || link.checksumState === "renamed";
  return (
    <>
      <span className="chain-sequence figure">{link.sequence}</span>
      <EventTypeMark type={link.type} flow={link.type.split(":")[0] ?? ""} />
      <span className="muted figure cut">
        <Timestamp value={link.timestamp} />
      </span>
      <code className="faint cut" title={link.checksum ?? "This record has no checksum"}>
        {link.checksum === null ? "no checksum" : link.checksum.replace(/^sha256:/u, "").slice(0, 10)}
      </code>
      <span
        title={recordWords(link)}
        className={classes(
          "cut",
          bad && "chain-bad",
          !bad && explained && "chain-explained",
          !bad && !explained && "muted",
        )}
      >
        {recordWords(link)}
      </span>
      <span className="chain-era cut" title={bandWords(link)}>
        {withBand ? bandWords(link) : ""}
      </span>
    </>
  );
}
