import { search } from "../src/main/inspector/search/search.ts";
import type { LongCall } from "../src/main/inspector/session/long-call.ts";
import { ProjectSession } from "../src/main/inspector/session/project-session.ts";
import { type BenchCase, timed } from "./case.ts";
import { EVENT_FILTERS, SEARCHES } from "./typed-texts.ts";

const CALL: LongCall = { signal: new AbortController().signal, onProgress: () => undefined };
const rowsAs =
  (density: "rows" | "grouped") =>
  ({ timeline }: ProjectSession, filter: string) =>
    timeline.page({ scope: null, filter, order: "newest", density, expanded: [], offset: 0, limit: 64 });

/** What the app's engine answers while somebody types, without a page. */
export const questionCases: Readonly<Record<string, BenchCase>> = {
  "filter-letter": {
    title: "a letter more of a filter of 200,005 events: rows, counts and facets",
    unit: "ms",
    reads: ["wide"],
    measure: ({ wide }) => typed(wide, EVENT_FILTERS, rowsAs("rows")),
  },
  "group-letter": {
    title: "the same, in groups",
    unit: "ms",
    reads: ["wide"],
    measure: ({ wide }) => typed(wide, EVENT_FILTERS, rowsAs("grouped")),
  },
  "search-letter": {
    title: "a letter more of a search of the whole project",
    unit: "ms",
    reads: ["wide"],
    measure: ({ wide }) =>
      typed(wide, SEARCHES, ({ index, records, timeline }, text) =>
        search(
          { project: index, records, select: (scope, filter) => timeline.select(scope, filter) },
          { text, limit: 12 },
        ),
      ),
  },
};

/** Asks for each text letter by letter. @returns the median, and beside it what 95 % stay below */
async function typed(
  folder: string,
  texts: readonly string[],
  ask: (session: ProjectSession, text: string) => Promise<unknown>,
) {
  const session = await ProjectSession.open(
    {
      ...{ folder, stateDir: null, sample: null, configuration: null, now: () => new Date(), push: () => undefined },
      report: (message, error) => {
        throw new Error(message, { cause: error });
      },
    },
    CALL,
  );
  // What goes on behind an opening is over when this is.
  await session.checkDrift(CALL);
  const times: number[] = [];
  for (const text of texts) {
    let letters = "";
    for (const letter of text) {
      letters += letter;
      times.push(await timed(() => ask(session, letters)));
    }
  }
  await session.close();
  times.sort((left, right) => left - right);
  const share = (part: number) => times[Math.ceil(times.length * part) - 1] ?? 0;
  return { value: share(0.5), details: { "95 %": share(0.95), "the slowest": share(1) } };
}
