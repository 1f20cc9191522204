import type { ChainLink } from "../../../shared/ipc/model/integrity.ts";

export const CHAIN_ROW = 28;
const LANE = 14;
const FIRST = 14;

/** Width of the drawing for a number of columns, in pixels. */
export function drawingWidth(lanes: number): number {
  return FIRST * 2 + (Math.min(lanes, 12) - 1) * LANE;
}

export interface ChainDrawingProps {
  /** The links in sight, with some around them. */
  readonly links: readonly ChainLink[];
  readonly lanes: number;
  /** Column of each record that is known, by position. */
  laneOf(position: number): number | undefined;
  readonly selected: number | null;
  readonly height: number;
}

/**
 * Records as dots, links as lines: the main line straight down, forks as branches from the record that they share, a
 * broken link as a line that ends in the open.
 */
export function ChainDrawing({ links, lanes, laneOf, selected, height }: ChainDrawingProps) {
  return (
    <svg className="chain-drawing" width={drawingWidth(lanes)} height={height} aria-hidden="true">
      {links.map((link) => (
        <Edge key={link.reference.position} link={link} laneOf={laneOf} />
      ))}
      {links.map((link) => (
        <Dot key={link.reference.position} link={link} selected={selected === link.reference.position} />
      ))}
    </svg>
  );
}

function Edge({ link, laneOf }: { readonly link: ChainLink; laneOf(position: number): number | undefined }) {
  const { position } = link.reference;
  const [x, y] = placeOf(position, link.lane);
  if (link.linkState === "first") return null;
  if (link.linkState === "absent")
    return <path className="chain-edge chain-edge-absent" d={`M${x} ${y}V${y - CHAIN_ROW}`} />;
  if (link.linkState === "broken" || link.parent === null) {
    // The line starts at the record and leads to nothing: a cross stands where the parent should be.
    const end = y - CHAIN_ROW * 0.5;
    return (
      <g className="chain-edge chain-edge-broken">
        <path d={`M${x} ${y}V${end + 3}`} />
        <path d={`M${x - 4} ${end - 4}l8 8m0 -8l-8 8`} />
      </g>
    );
  }
  const [parentX, parentY] = placeOf(link.parent, laneOf(link.parent) ?? link.lane);
  const state = link.linkState === "fork" ? "chain-edge chain-edge-fork" : "chain-edge";
  if (parentX === x) return <path className={state} d={`M${x} ${y}V${parentY}`} />;
  // Changes its column in the first row and then runs straight down.
  const bend = parentY + CHAIN_ROW;
  const curve = `C${parentX} ${parentY + CHAIN_ROW * 0.6} ${x} ${bend - CHAIN_ROW * 0.6} ${x} ${bend}`;
  return <path className={state} d={`M${parentX} ${parentY}${curve}V${y}`} />;
}

function Dot({ link, selected }: { readonly link: ChainLink; readonly selected: boolean }) {
  const [x, y] = placeOf(link.reference.position, link.lane);
  const bad = link.checksumState === "mismatch" || link.linkState === "broken";
  return (
    <g
      className={`chain-dot chain-dot-${bad ? "suspect" : link.checksumState === "renamed" || link.linkState === "fork" ? "explained" : link.proof}`}
    >
      {selected ? <circle className="chain-halo" cx={x} cy={y} r="9" /> : null}
      {bad ? (
        <path d={`M${x} ${y - 6}l6.4 11h-12.8z`} />
      ) : link.checksumState === "renamed" || link.linkState === "fork" ? (
        <path d={`M${x} ${y - 6}l6 6l-6 6l-6 -6z`} />
      ) : link.checksumState === "absent" ? (
        <circle className="chain-open" cx={x} cy={y} r="4" />
      ) : (
        <circle cx={x} cy={y} r="4.5" />
      )}
    </g>
  );
}

function placeOf(position: number, lane: number): [number, number] {
  return [FIRST + Math.min(lane, 11) * LANE, (position - 1) * CHAIN_ROW + CHAIN_ROW / 2];
}
