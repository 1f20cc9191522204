import type { Handlers } from "../../shared/ipc/contract.ts";
import { ContractError } from "../../shared/ipc/errors.ts";
import type { ClientContext } from "./client-context.ts";
import { exportEvents, exportResources } from "./export/export-lists.ts";
import type { HostPort } from "./host-port.ts";
import { nameOf, type StreamIndex } from "./index/stream-index.ts";
import { byteExcerpt } from "./integrity/byte-excerpt.ts";
import { type Chain, chainOf, chainPage } from "./integrity/chain.ts";
import { findFinding, listFindings, streamVerdicts } from "./integrity/integrity-report.ts";
import { reportDocument } from "./integrity/report-document.ts";
import { overview } from "./resources/overview.ts";
import { search } from "./search/search.ts";
import { fileToShow } from "./session/reveal-file.ts";
import { eventDetail, findEvent } from "./timeline/event-detail.ts";
import { streamOf } from "./timeline/event-selection.ts";

type ProjectMethod = Exclude<
  keyof Handlers<ClientContext>,
  `application.${string}` | `projects.${string}` | `folders.${string}` | `project.${string}` | `operation.${string}`
>;

/** Everything that is asked of an open project. */
export function projectHandlers(host: HostPort): Pick<Handlers<ClientContext>, ProjectMethod> {
  const chains = new WeakMap<StreamIndex, Chain>();
  const chainFor = (stream: StreamIndex) => {
    const chain = chains.get(stream) ?? chainOf(stream);
    chains.set(stream, chain);
    return chain;
  };
  return {
    "overview.read": async ({ buckets }, context) => overview(context.requireSession().index, buckets),
    "resources.query": async (query, context) => context.requireSession().resources.page(query),

    "timeline.query": (query, context) => context.requireSession().timeline.page(query),
    "timeline.locate": async (choice, context) => context.requireSession().timeline.locate(choice),
    "timeline.minimap": async (choice, context) => context.requireSession().timeline.minimap(choice),
    "event.read": ({ reference }, context) => {
      const { index, records } = context.requireSession();
      return eventDetail(index, records, reference);
    },
    "event.find": async ({ eventId }, context) => findEvent(context.requireSession().index, eventId) ?? null,

    "view.read": (input, context) => context.requireSession().travel.read(input),
    "view.blame": (input, context) => context.requireSession().travel.blame(input),
    "travel.track": async ({ stream }, context) => context.requireSession().travel.track(stream),
    "travel.steps": async (input, context) => ({ steps: await context.requireSession().travel.steps(input) }),
    "travel.watch": (input, context) => context.requireSession().travel.watch(input),

    "integrity.read": async (_input, context) => context.requireSession().integrity(),
    "integrity.streams": async (input, context) => streamVerdicts(context.requireSession().index, input),
    "integrity.findings": async (input, context) => listFindings(context.requireSession().index, input),
    "integrity.finding": async ({ id }, context) => findFinding(context.requireSession().index, id),
    "integrity.verify": ({ operation, stream }, context) => {
      const session = context.requireSession();
      return context.run(operation, (call) => session.verify(stream, call));
    },
    "integrity.chain": async ({ stream: streamId, offset, limit }, context) => {
      const stream = streamOf(context.requireSession().index, streamId);
      return chainPage(stream, chainFor(stream), offset, limit);
    },
    "integrity.bytes": ({ stream, ...place }, context) => {
      const { source, index } = context.requireSession();
      return byteExcerpt(source, streamOf(index, stream), place);
    },
    "integrity.report": async ({ format }, context) => {
      const session = context.requireSession();
      const { name } = session;
      return reportDocument(session.index, session.integrity(), { name, version: host.version }, format);
    },

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

    "search.query": (query, context) => {
      const { index, records, timeline, names } = context.requireSession();
      const select = (scope: string | null, filter: string) => timeline.select(scope, filter);
      return search({ project: index, records, names, select }, query);
    },
    "export.resources": async ({ filter, format }, context) => {
      const { resources, name } = context.requireSession();
      return exportResources(name, resources.matching(filter), format);
    },
    "export.events": ({ scope, filter, format }, context) => {
      const { index, records, timeline, name } = context.requireSession();
      const { matching, scope: stream } = timeline.select(scope, filter);
      const title = stream === null ? name : nameOf(stream);
      return exportEvents(`${title}-events`, matching, { project: index, records }, format);
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
