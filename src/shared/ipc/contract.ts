import { z } from "zod";
import { severitySchema } from "../integrity/finding.ts";
import { VERDICTS } from "../integrity/verdict.ts";
import { jsonPathSchema, jsonTrailSchema, jsonValueSchema } from "./json-value.ts";
import { acknowledgementSchema } from "./model/acknowledgement.ts";
import { ANCHOR_PIECE_CHARACTERS, anchorComparisonSchema, keptAnchorSchema } from "./model/anchor.ts";
import {
  applicationSchema,
  folderHandleSchema,
  folderListingSchema,
  projectSourceSchema,
  recentProjectSchema,
} from "./model/application.ts";
import { bundleArchiveSchema, bundlePlanSchema, bundleSubjectSchema } from "./model/bundle.ts";
import { filterFieldSchema } from "./model/filter-fields.ts";
import { historyChangeSchema, historyReportSchema, historyRowSchema, lineHistorySchema } from "./model/history.ts";
import {
  byteExcerptSchema,
  chainPageSchema,
  documentSchema,
  exportedFileSchema,
  integrityReportSchema,
  listedFindingSchema,
  REPORT_FORMATS,
  streamVerdictSchema,
} from "./model/integrity.ts";
import { givenUpSchema, operationIdSchema, progressSchema, windowSchema } from "./model/operation.ts";
import { preferenceKeySchema, preferencesSchema, preferenceValueSchema } from "./model/preferences.ts";
import { overviewSchema, projectChangeSchema, projectSummarySchema, watchStatusSchema } from "./model/project.ts";
import { reachSchema } from "./model/reach.ts";
import { driftReportSchema, rebuildPreviewSchema, rebuildResultSchema } from "./model/rebuild.ts";
import { resourcePageSchema, resourceQuerySchema } from "./model/resources.ts";
import { FILTERED_LISTS, filterNameSchema, filterTextSchema, savedFilterSchema } from "./model/saved-filters.ts";
import { searchResultSchema } from "./model/search.ts";
import {
  eventDetailSchema,
  eventReferenceSchema,
  minimapSchema,
  timelineLocateSchema,
  timelinePageSchema,
  timelineQuerySchema,
  timelineScopeSchema,
} from "./model/timeline.ts";
import {
  blameEntrySchema,
  travelStepSchema,
  travelTrackSchema,
  viewPointSchema,
  viewStateSchema,
  watchValuesSchema,
} from "./model/views.ts";

/** One method: what the page sends, what the host answers. Both are parsed on arrival. */
function method<Input extends z.ZodType, Output extends z.ZodType>(input: Input, output: Output) {
  return { input, output };
}

const nothing = z.strictObject({});
const done = z.object({});
const streamName = z.string().min(1).max(1024);
const findingId = z.string().min(1).max(8192);
const jsonPath = jsonPathSchema;
const snapshotName = z.string().max(64);

/**
 * Every call that the page can make. A new method is one entry here; the hosts' table of handlers and
 * the page's client then fail to compile until they know it.
 */
export const METHODS = {
  "application.read": method(nothing, applicationSchema),
  "projects.recent": method(nothing, z.array(recentProjectSchema)),
  "projects.forget": method(z.strictObject({ id: z.string().max(64) }), z.array(recentProjectSchema)),
  /** Shows the native folder dialog; null when the person closed it. */
  "folders.choose": method(
    nothing,
    z.object({ handle: folderHandleSchema, path: z.string(), isProject: z.boolean() }).nullable(),
  ),
  /** Folders below a folder, or the home folder; for hosts without a native dialog. */
  "folders.list": method(
    z.strictObject({ handle: folderHandleSchema.nullable(), hidden: z.boolean() }),
    folderListingSchema,
  ),

  /** The filters that the person keeps, for every project; each change answers with all of them. */
  "filters.list": method(nothing, z.array(savedFilterSchema)),
  /** Takes the place of a filter of the same list and name. */
  "filters.keep": method(
    z.strictObject({ list: z.enum(FILTERED_LISTS), name: filterNameSchema, text: filterTextSchema }),
    z.array(savedFilterSchema),
  ),
  "filters.forget": method(z.strictObject({ id: z.string().max(64) }), z.array(savedFilterSchema)),
  /** What a list can be filtered by. */
  "filters.fields": method(z.strictObject({ list: z.enum(FILTERED_LISTS) }), z.array(filterFieldSchema)),

  /** How the person likes the page: theme, sizes of panes and columns. */
  "preferences.read": method(nothing, preferencesSchema),
  "preferences.keep": method(z.strictObject({ key: preferenceKeySchema, value: preferenceValueSchema }), done),

  "project.open": method(
    z.strictObject({ operation: operationIdSchema, source: projectSourceSchema }),
    projectSummarySchema,
  ),
  "project.read": method(nothing, projectSummarySchema.nullable()),
  "project.close": method(nothing, done),
  /** Compares another state folder from now on; null goes back to the project's own. */
  "project.useStateFolder": method(
    z.strictObject({ operation: operationIdSchema, handle: folderHandleSchema.nullable() }),
    projectSummarySchema,
  ),
  "operation.cancel": method(z.strictObject({ operation: operationIdSchema }), done),

  "overview.read": method(z.strictObject({ buckets: z.int().min(1).max(400) }), overviewSchema),
  "resources.query": method(resourceQuerySchema, resourcePageSchema),

  "timeline.query": method(timelineQuerySchema, timelinePageSchema),
  /** The row of an event in a selection, or null when the filter hides it. */
  "timeline.locate": method(timelineLocateSchema, z.object({ row: z.int().nonnegative() }).nullable()),
  "timeline.minimap": method(
    z.strictObject({
      scope: timelineScopeSchema,
      filter: z.string().max(1000),
      buckets: z.int().min(1).max(1000),
      ...givenUpSchema,
    }),
    minimapSchema,
  ),
  "event.read": method(z.strictObject({ reference: eventReferenceSchema }), eventDetailSchema),
  /** What depends on an event. */
  "event.reach": method(z.strictObject({ reference: eventReferenceSchema }), reachSchema),
  /** The event with this id, for links from outside; null when there is none. */
  "event.find": method(z.strictObject({ eventId: z.string().max(256) }), eventReferenceSchema.nullable()),

  /** @param base the snapshot of a view that the page has whole: what is the same in long lists is then not sent */
  "view.read": method(
    z.strictObject({ stream: streamName, point: viewPointSchema, base: snapshotName.optional() }),
    viewStateSchema,
  ),
  /** The items of a list that `view.read` has sent in part, from one on, as many as a message holds. */
  "view.items": method(
    z.strictObject({ snapshot: snapshotName, path: jsonPath, offset: z.int().nonnegative() }),
    z.object({ items: z.array(jsonValueSchema) }),
  ),
  "view.blame": method(
    z.strictObject({ stream: streamName, step: z.int().nonnegative(), path: jsonTrailSchema }),
    z.object({ entries: z.array(blameEntrySchema), truncated: z.boolean() }),
  ),
  "travel.track": method(z.strictObject({ stream: streamName }), travelTrackSchema),
  "travel.steps": method(
    z.strictObject({ stream: streamName, ...windowSchema }),
    z.object({ steps: z.array(travelStepSchema) }),
  ),
  "travel.watch": method(
    z.strictObject({
      stream: streamName,
      paths: z.array(jsonTrailSchema).min(1).max(12),
      fromStep: z.int().nonnegative(),
      toStep: z.int().nonnegative(),
    }),
    watchValuesSchema,
  ),

  "integrity.read": method(nothing, integrityReportSchema),
  "integrity.streams": method(
    z.strictObject({ verdict: z.enum(VERDICTS).nullable(), ...windowSchema }),
    z.object({ total: z.int(), rows: z.array(streamVerdictSchema) }),
  ),
  "integrity.findings": method(
    z.strictObject({
      code: z.string().max(64).nullable(),
      cause: z.string().max(64).nullable(),
      severity: z.enum(["info", "explained", "suspect"]).nullable(),
      stream: streamName.nullable(),
      ...windowSchema,
    }),
    z.object({ total: z.int(), rows: z.array(listedFindingSchema) }),
  ),
  "integrity.finding": method(z.strictObject({ id: findingId }), listedFindingSchema.nullable()),
  /** Reads and checks everything (or one stream) again from the bytes on disk. */
  "integrity.verify": method(
    z.strictObject({ operation: operationIdSchema, stream: streamName.nullable() }),
    integrityReportSchema,
  ),
  "integrity.chain": method(z.strictObject({ stream: streamName, ...windowSchema }), chainPageSchema),
  "integrity.bytes": method(
    z.strictObject({ stream: streamName, file: z.string().max(4096), line: z.int().positive() }),
    byteExcerptSchema,
  ),
  /** Keeps that a person has looked at a finding of the log or of its history; null takes it back. Outside of the project. */
  "integrity.acknowledge": method(
    z.strictObject({ id: findingId, note: acknowledgementSchema.shape.note.nullable() }),
    acknowledgementSchema.nullable(),
  ),
  "integrity.report": method(z.strictObject({ format: z.enum(REPORT_FORMATS) }), documentSchema),

  /** What git knows of the log, as far as it was looked at. */
  "history.read": method(nothing, historyReportSchema),
  /** Looks at every committed version of the log. */
  "history.check": method(z.strictObject({ operation: operationIdSchema }), historyReportSchema),
  "history.changes": method(
    z.strictObject({ severity: severitySchema.nullable(), stream: streamName.nullable(), ...windowSchema }),
    z.object({ total: z.int(), rows: z.array(historyRowSchema) }),
  ),
  "history.change": method(z.strictObject({ id: findingId }), historyChangeSchema.nullable()),
  /** What git knows of the record on a line, or of one that is missing there. */
  "history.about": method(
    z.strictObject({ stream: streamName, file: z.string().max(4096), line: z.int().positive() }),
    lineHistorySchema,
  ),

  /** The anchor that the app keeps of the project. */
  "anchor.read": method(nothing, keptAnchorSchema),
  /** Takes down the state of the log, for a file of the person's; the app keeps a copy outside of the project. */
  "anchor.save": method(z.strictObject({ operation: operationIdSchema }), documentSchema),
  /** Holds the log against the anchor that the app keeps. */
  "anchor.check": method(z.strictObject({ operation: operationIdSchema }), keptAnchorSchema),
  /** A piece of a file that a person has chosen, in order. */
  "anchor.upload": method(
    z.strictObject({ upload: operationIdSchema, text: z.string().max(ANCHOR_PIECE_CHARACTERS) }),
    done,
  ),
  /** Holds the log against a file that was uploaded whole; it is forgotten afterwards. */
  "anchor.verify": method(
    z.strictObject({ operation: operationIdSchema, upload: operationIdSchema, name: z.string().max(255) }),
    anchorComparisonSchema,
  ),

  "drift.read": method(nothing, driftReportSchema),
  "drift.check": method(z.strictObject({ operation: operationIdSchema }), driftReportSchema),
  /** The first step after which the view on disk can no longer be reached, by bisection. */
  "drift.origin": method(
    z.strictObject({ operation: operationIdSchema, stream: streamName }),
    z.object({
      /** Largest step whose view equals the file on disk; null when none does. */
      equalUntil: travelStepSchema.nullable(),
      /** First event after that, which the file on disk does not show. */
      partsAt: travelStepSchema.nullable(),
      /** In words, also when no step of the log ever gives the file on disk. */
      explanation: z.string(),
      /** Where the file first differs from the state that it says to be, as a path into that state. */
      differsAt: z.object({ step: z.int(), path: jsonPath }).nullable(),
    }),
  ),
  "rebuild.preview": method(
    z.strictObject({ operation: operationIdSchema, streams: z.array(streamName).max(10_000).nullable() }),
    rebuildPreviewSchema,
  ),
  /** Writes what the preview announced; refused when the log has changed since, or while another rebuild runs. */
  "rebuild.run": method(
    z.strictObject({ operation: operationIdSchema, preview: z.string().max(64) }),
    rebuildResultSchema,
  ),

  "search.query": method(
    z.strictObject({ text: z.string().max(1000), limit: z.int().min(1).max(100), ...givenUpSchema }),
    searchResultSchema,
  ),

  /** Exports what a list shows, with its filter and in its order, in full; lines that are no records among the events. */
  "export.resources": method(
    z.strictObject({
      filter: z.string().max(1000),
      sort: resourceQuerySchema.shape.sort,
      format: z.enum(["json", "csv", "markdown"]),
    }),
    documentSchema,
  ),
  "export.events": method(
    z.strictObject({
      scope: timelineScopeSchema,
      filter: z.string().max(1000),
      order: z.enum(["oldest", "newest"]),
      format: z.enum(["json", "csv", "markdown"]),
    }),
    exportedFileSchema.extend({ id: z.string() }),
  ),
  /** The next part of what `export.events` has begun; they may be more than memory holds. */
  "export.part": method(
    z.strictObject({ id: z.string().max(64) }),
    z.object({ content: z.string(), last: z.boolean() }),
  ),
  /** The part of the log that shows something, as a project of its own: what it would hold, and the copy itself. */
  "bundle.plan": method(z.strictObject({ subject: bundleSubjectSchema }), bundlePlanSchema),
  "bundle.archive": method(z.strictObject({ subject: bundleSubjectSchema }), bundleArchiveSchema),
  /** Asks for a folder with the native dialog and writes a new one into it; null when the person closed the dialog. */
  "bundle.save": method(z.strictObject({ subject: bundleSubjectSchema }), z.object({ folder: z.string() }).nullable()),
  /** Shows a file of the opened project in the file manager, or opens it in the editor. Desktop only. */
  "file.show": method(z.strictObject({ file: z.string().max(4096), in: z.enum(["folder", "editor"]) }), done),
} as const;

export type Methods = typeof METHODS;
export type MethodName = keyof Methods;
/** What a caller passes. */
export type MethodInput<Name extends MethodName> = z.input<Methods[Name]["input"]>;
export type MethodOutput<Name extends MethodName> = z.output<Methods[Name]["output"]>;

/** Everything the host says without being asked. */
export const PUSHED_EVENTS = {
  "operation.progress": progressSchema,
  "project.changed": projectChangeSchema,
  /** The files of the state folder changed: drift and disk views are to be read again. */
  "views.changed": z.object({ stateFolder: z.string() }),
  "watch.changed": watchStatusSchema,
  /** A place of the app to go to, from a link or a native menu. */
  "navigation.requested": z.object({ place: z.string() }),
  /** A command of the palette, chosen in a native menu. */
  "command.requested": z.object({ command: z.string() }),
} as const;

export type PushedEvents = typeof PUSHED_EVENTS;
export type PushedEventName = keyof PushedEvents;
export type PushedEvent<Name extends PushedEventName> = z.output<PushedEvents[Name]>;

/** The host's side: one function a method, already given parsed input. */
export type Handlers<Context> = {
  readonly [Name in MethodName]: (
    input: z.output<Methods[Name]["input"]>,
    context: Context,
  ) => Promise<MethodOutput<Name>>;
};
