import { type CompiledFilter, compileFilter } from "../../../shared/filter/compile-filter.ts";
import { expressionReader } from "../../../shared/filter/expression.ts";
import { containsParts, type Filter, type FilterProblem } from "../../../shared/filter/filter.ts";
import { findSlip, firstProblem } from "../../../shared/filter/filter-slip.ts";
import { parseFilter } from "../../../shared/filter/parse-filter.ts";
import { holdsSought, type Sought } from "../../../shared/filter/sought.ts";
import { VERDICT_WORDS, VERDICTS } from "../../../shared/integrity/verdict.ts";
import type { MethodInput } from "../../../shared/ipc/contract.ts";
import {
  type DriftState,
  type Facet,
  MOST_NAMED_TYPES,
  type ResourcePage,
  type ResourceRow,
} from "../../../shared/ipc/model/resources.ts";
import type { ProjectIndex } from "../index/project-index.ts";
import { nameOf, type StreamIndex } from "../index/stream-index.ts";
import { RecentResults } from "../session/recent-results.ts";
import { FacetCounter, type FacetDefinition, facetOf, staysWhenChosen } from "../timeline/facets.ts";
import { RESOURCE_FIELDS } from "./resource-fields.ts";
import { type ResourceSort, ResourceSorter } from "./sort-resources.ts";

const KEYS: readonly string[] = Object.keys(RESOURCE_FIELDS);

const FACETS: readonly FacetDefinition<ResourceRow>[] = [
  {
    key: "verdict",
    label: "Verdict",
    values: ({ verdict }) => verdict,
    valueLabel: (verdict) =>
      VERDICTS.flatMap((one) => (one === verdict ? [VERDICT_WORDS[one].label] : []))[0] ?? verdict,
  },
  { key: "drift", label: "View on disk", values: ({ drift }) => drift },
  { key: "tag", label: "Entity type", values: ({ entityTypes }) => entityTypes },
  { key: "media", label: "Media type", values: ({ mediaType }) => mediaType ?? [] },
  {
    key: "is",
    label: "State",
    values: ({ archived, isSystem }) => (isSystem ? "system" : archived ? "archived" : "active"),
  },
];

/** Drift of a resource's view as far as it is known, with a number that grows when any of it changes. */
export interface DriftStates {
  readonly revision: number;
  of(streamId: string): DriftState;
}

interface FilteredRows {
  readonly rows: readonly ResourceRow[];
  readonly unfinished: FilterProblem | null;
}

/** The table of resources. */
export class ResourceList {
  readonly #project: ProjectIndex;
  readonly #drift: DriftStates;
  readonly #now: () => number;
  readonly #rows = new RecentResults<readonly ResourceRow[]>(1);
  readonly #sorted = new RecentResults<readonly ResourceRow[]>(4);
  readonly #filtered = new RecentResults<FilteredRows>(4);
  readonly #facets = new RecentResults<Facet[]>(4);
  readonly #sorter = new ResourceSorter();

  constructor(project: ProjectIndex, drift: DriftStates, now: () => number) {
    this.#project = project;
    this.#drift = drift;
    this.#now = now;
  }

  /** Does ahead what the first order would wait for. */
  prepare(): void {
    this.#sorter.prepare(this.all());
  }

  page({ filter: text, sort, offset, limit }: MethodInput<"resources.query">): ResourcePage {
    const state = `${this.#project.revision} ${this.#drift.revision}`;
    const all = this.all();
    const filter = parseFilter(text, KEYS);
    const readExpression = expressionReader();
    const compiled = this.#compile(filter, readExpression);
    const slip = slipIn(filter, all);
    // Sorted once for all filters: to take rows out leaves the others in order.
    const sorted = this.#sorted.get(JSON.stringify([state, sort]), () => this.#sorter.sort(all, sort));
    const { rows, unfinished } = this.#filtered.get(JSON.stringify([state, text, sort]), () => ({
      rows: sorted.filter(compiled.accepts),
      unfinished: compiled.unfinished(),
    }));
    const facets = this.#facets.get(JSON.stringify([state, text]), () =>
      FACETS.map((definition) => {
        const countWith = (letIn: string | null) => {
          const counter = new FacetCounter(definition);
          const staying = filter.terms.filter((term) => staysWhenChosen(term, definition.key, letIn));
          const rest = this.#compile({ ...filter, terms: staying }, readExpression);
          for (const row of all) counter.count(row, rest.accepts(row) ? 1 : 0);
          return counter;
        };
        return facetOf({ definition, text, filter, counter: countWith(null), countWith });
      }),
    );
    return {
      revision: this.#project.revision,
      total: all.length,
      matching: rows.length,
      rows: rows.slice(offset, offset + limit).map(withSomeTypes),
      facets,
      filterProblem: [slip, unfinished].reduce(firstProblem, compiled.problem),
    };
  }

  /** Every row that a filter accepts. */
  matching(text: string, sort: ResourceSort): readonly ResourceRow[] {
    return matchingRows(this.all(), text, sort, this.#now(), this.#sorter).rows;
  }

  all(): readonly ResourceRow[] {
    return this.#rows.get(`${this.#project.revision} ${this.#drift.revision}`, () =>
      Array.from(this.#project.streams(), (stream) => resourceRow(stream, this.#drift.of(stream.streamId))),
    );
  }

  #compile(filter: Filter, readExpression: ReadExpression): CompiledFilter<ResourceRow> {
    return compileRows(filter, this.#now(), readExpression);
  }
}

/** The rows that a filter accepts, and what of it cannot be understood. */
export function matchingRows(
  all: readonly ResourceRow[],
  text: string,
  sort: ResourceSort,
  now: number,
  sorter = new ResourceSorter(),
): { readonly rows: readonly ResourceRow[]; readonly problem: FilterProblem | null } {
  const filter = parseFilter(text, KEYS);
  const { accepts, problem, unfinished } = compileRows(filter, now, expressionReader());
  const rows = sorter.sort(all.filter(accepts), sort);
  return { rows, problem: [slipIn(filter, all), unfinished()].reduce(firstProblem, problem) };
}

function slipIn(filter: Filter, all: readonly ResourceRow[]): FilterProblem | null {
  return findSlip(filter, KEYS, (parts) => all.some((row) => containsParts(textOf(row), parts)));
}

type ReadExpression = ReturnType<typeof expressionReader>;

function compileRows(filter: Filter, now: number, readExpression: ReadExpression): CompiledFilter<ResourceRow> {
  const word = (sought: Sought) => (row: ResourceRow) => holdsSought(textOf(row), sought);
  return compileFilter(filter, RESOURCE_FIELDS, { word, now, readExpression });
}

export function resourceRow(stream: StreamIndex, drift: DriftState): ResourceRow {
  const { streamId, isSystem, facts, scan, bytes, verdict, findingCounts, earliest, latest } = stream;
  return {
    stream: streamId,
    isSystem,
    name: nameOf(stream),
    firstEventAt: earliest,
    lastEventAt: latest,
    events: scan.records.length,
    annotations: facts.annotations,
    bytes,
    entityTypes: [...facts.entityTypes],
    entityTypeCount: facts.entityTypes.length,
    mediaType: facts.mediaType,
    storageUri: facts.storageUri,
    archived: facts.archived,
    verdict,
    findings: findingCounts,
    drift,
  };
}

function withSomeTypes(row: ResourceRow): ResourceRow {
  if (row.entityTypeCount <= MOST_NAMED_TYPES) return row;
  return { ...row, entityTypes: row.entityTypes.slice(0, MOST_NAMED_TYPES) };
}

const texts = new WeakMap<ResourceRow, string>();

/** What words are looked for in, in lower case. */
function textOf(row: ResourceRow): string {
  const known = texts.get(row);
  if (known !== undefined) return known;
  const { name, stream, storageUri, entityTypes } = row;
  const text = [name, stream, storageUri ?? "", ...entityTypes].join("\n").toLowerCase();
  texts.set(row, text);
  return text;
}
