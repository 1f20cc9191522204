import type { Handlers } from "../../shared/ipc/contract.ts";
import { ContractError } from "../../shared/ipc/errors.ts";
import { archiveBundle, describePlan, saveBundle } from "./bundle/bundle-calls.ts";
import type { ClientContext } from "./client-context.ts";
import { eventsFile, eventsText, exportResources } from "./export/export-lists.ts";
import { RunningExports } from "./export/running-exports.ts";
import type { HostPort } from "./host-port.ts";
import { nameOf } from "./index/stream-index.ts";
import { reachOf } from "./integrity/reach.ts";
import { integrityHandlers } from "./integrity-handlers.ts";
import { overview } from "./resources/overview.ts";
import { search } from "./search/search.ts";
import { fileToShow } from "./session/reveal-file.ts";
import { eventDetail, findEvent } from "./timeline/event-detail.ts";

type ProjectMethod = Exclude<
  keyof Handlers<ClientContext>,
  | `application.${string}`
  | `projects.${string}`
  | `folders.${string}`
  | `filters.${string}`
  | `preferences.${string}`
  | `project.${string}`
  | `operation.${string}`
>;

/** Everything that is asked of an open project. */
export function projectHandlers(host: HostPort, now: () => Date): Pick<Handlers<ClientContext>, ProjectMethod> {
  const running = new WeakMap<ClientContext, RunningExports>();
  const exportsOf = (context: ClientContext) => {
    const exports = running.get(context) ?? new RunningExports();
    running.set(context, exports);
    return exports;
  };
  return {
    "overview.read": async ({ buckets }, context) => {
      const { index, timeline } = context.requireSession();
      return overview(index, timeline.columns, buckets);
    },
    "resources.query": async (query, context) => context.requireSession().resources.page(query),

    "timeline.query": ({ operation, ...query }, context) => {
      const { timeline } = context.requireSession();
      return context.answer(operation, (signal) => timeline.page(query, signal));
    },
    "timeline.locate": async (choice, context) => context.requireSession().timeline.locate(choice),
    "timeline.minimap": ({ operation, ...query }, context) => {
      const { timeline } = context.requireSession();
      return context.answer(operation, (signal) => timeline.minimap(query, signal));
    },
    "event.read": ({ reference }, context) => {
      const { index, timeline, records } = context.requireSession();
      return eventDetail(index, timeline.columns, records, reference);
    },
    "event.reach": ({ reference }, context) => {
      const { index, records } = context.requireSession();
      return reachOf(index, records, reference);
    },
    "event.find": async ({ eventId }, context) => findEvent(context.requireSession().index, eventId) ?? null,

    "view.read": (input, context) => context.requireSession().travel.read(input),
    "view.items": async (input, context) => context.requireSession().travel.items(input),
    "view.blame": (input, context) => context.requireSession().travel.blame(input),
    "travel.track": async ({ stream }, context) => context.requireSession().travel.track(stream),
    "travel.steps": async (input, context) => ({ steps: await context.requireSession().travel.steps(input) }),
    "travel.watch": (input, context) => context.requireSession().travel.watch(input),

    ...integrityHandlers(host),

    "drift.read": async (_input, context) => context.requireSession().driftReport(),
    "drift.check": ({ operation }, context) => {
      const session = context.requireSession();
      return context.run(operation, (call) => session.checkDrift(call));
    },
    "drift.origin": ({ operation, stream }, context) => {
      const session = context.requireSession();
      return context.run(operation, (call) => session.driftOrigin(stream, call));
    },
    "rebuild.preview": ({ operation, streams }, context) => {
      const session = context.requireSession();
      return context.run(operation, (call) => session.previewRebuild(streams, call));
    },
    "rebuild.run": ({ operation, preview }, context) => {
      const session = context.requireSession();
      return context.run(operation, (call) => session.runRebuild(preview, call));
    },

    "search.query": ({ operation, ...query }, context) => {
      const { index, records, timeline } = context.requireSession();
      return context.answer(operation, (signal) => {
        const select = (scope: string | null, filter: string) => timeline.select(scope, filter, signal);
        return search({ project: index, records, select }, query);
      });
    },
    "export.resources": async ({ filter, sort, format }, context) => {
      const { resources, name } = context.requireSession();
      return exportResources(name, resources.matching(filter, sort), format);
    },
    "export.events": async ({ scope, filter, order, format }, context) => {
      const { index, records, timeline, name } = context.requireSession();
      const selection = await timeline.select(scope, filter);
      const title = selection.scope === null ? name : nameOf(selection.scope);
      const rows = timeline.list(selection, order);
      const id = exportsOf(context).begin(eventsText(rows, { project: index, records }, format));
      return { id, ...eventsFile(title, format) };
    },
    "export.part": ({ id }, context) => exportsOf(context).next(id),
    "bundle.plan": ({ subject }, context) => describePlan(context.requireSession(), subject),
    "bundle.archive": ({ subject }, context) => archiveBundle(context.requireSession(), subject, now()),
    "bundle.save": async ({ subject }, context) => {
      if (host.chooseFolder === undefined) {
        throw new ContractError({ code: "unsupported", message: "This host has no folder dialog of its own." });
      }
      const session = context.requireSession();
      const folder = await host.chooseFolder(context.client, "keep-bundle");
      return folder === null ? null : { folder: await saveBundle(session, subject, folder) };
    },
    "file.show": async ({ file, in: where }, context) => {
      const { folder } = context.requireSession();
      const canShow = where === "folder" ? host.abilities.revealFiles : host.abilities.openEditor;
      if (host.showFile === undefined || !canShow) {
        throw new ContractError({ code: "unsupported", message: "Files can be shown in the desktop app only." });
      }
      await host.showFile(await fileToShow(folder, file), where);
      return {};
    },
  };
}
