import { z } from "zod";
import { verdictSchema } from "../../integrity/verdict-schema.ts";
import { shownTextSchema } from "../shown-text.ts";

export const watchStatusSchema = z.object({
  state: z.enum(["starting", "watching", "polling", "lost", "stopped"]),
  /** What is watched, for people. */
  folder: z.string(),
  /** When a change was last heard of. */
  lastChangeAt: z.iso.datetime().nullable(),
  /** When the files were last compared with what is shown. */
  lastCheckAt: z.iso.datetime().nullable(),
  /** Why it polls or was lost, with what to do. */
  reason: z.string().nullable(),
});
export type WatchStatus = z.infer<typeof watchStatusSchema>;

/** Something about the project that is no finding about a record: a broken config, an unreadable folder. */
export const projectProblemSchema = z.object({
  severity: z.enum(["notice", "warning", "error"]),
  /** Where, below the project folder or absolute. */
  subject: z.string(),
  message: z.string(),
  advice: z.string().optional(),
});
export type ProjectProblem = z.infer<typeof projectProblemSchema>;

export const projectSummarySchema = z.object({
  id: z.string(),
  name: shownTextSchema,
  folder: z.string(),
  stateFolder: z.string(),
  /** True when the user chose another state folder than the project's own. */
  stateFolderChosen: z.boolean(),
  /** Set when this is a bundled sample. */
  sample: z.string().nullable(),
  /** Grows by one with every change that was noticed. */
  revision: z.int().nonnegative(),
  verdict: verdictSchema,
  /** With `__system__`. */
  streams: z.int().nonnegative(),
  resources: z.int().nonnegative(),
  events: z.int().nonnegative(),
  bytes: z.int().nonnegative(),
  firstEventAt: z.string().nullable(),
  lastEventAt: z.string().nullable(),
  /** Eras found, oldest first, in words, with the number of events in each. */
  eras: z.array(z.object({ era: z.string(), label: z.string(), events: z.int() })),
  layouts: z.array(z.enum(["documented", "shipped"])),
  /** `acknowledged` counts suspect ones again. */
  findings: z.object({ suspect: z.int(), explained: z.int(), info: z.int(), acknowledged: z.int() }),
  /** Whether the app knows a saved state of the log, and whether the log still extends it. */
  anchor: z.enum(["unanchored", "unchecked", "extends", "diverged", "refused"]),
  problems: z.array(projectProblemSchema),
  loadedInMs: z.number(),
  watch: watchStatusSchema,
});
export type ProjectSummary = z.infer<typeof projectSummarySchema>;

const countedSchema = z.object({ key: z.string(), label: shownTextSchema, events: z.int() });

export const overviewSchema = z.object({
  /** Equal spans of time from the first to the last event: where each starts and the last one ends, in milliseconds since 1970. */
  activity: z.object({ edges: z.array(z.number()), events: z.array(z.int()) }),
  types: z.array(countedSchema.extend({ flow: z.string() })),
  users: z.array(countedSchema),
  /** Streams by number of events, most first. */
  mostActive: z.array(
    z.object({ stream: z.string(), name: shownTextSchema, events: z.int(), lastEventAt: z.string().nullable() }),
  ),
  /** Streams by bytes, most first. */
  largest: z.array(z.object({ stream: z.string(), name: shownTextSchema, bytes: z.int(), events: z.int() })),
  verdicts: z.array(z.object({ verdict: verdictSchema, streams: z.int() })),
});
export type Overview = z.infer<typeof overviewSchema>;

export const projectChangeSchema = z.object({
  revision: z.int(),
  streams: z.array(
    z.object({
      stream: z.string(),
      events: z.int(),
      appended: z.int(),
      change: z.enum(["appeared", "grew", "replaced", "removed"]),
    }),
  ),
  /** True when `streams` names only the first of very many. */
  more: z.boolean(),
  summary: projectSummarySchema,
});
export type ProjectChange = z.infer<typeof projectChangeSchema>;
