import type { Handlers } from "../../shared/ipc/contract.ts";
import { ContractError } from "../../shared/ipc/errors.ts";
import type { ClientContext } from "./client-context.ts";
import type { HostPort } from "./host-port.ts";
import type { StreamIndex } from "./index/stream-index.ts";
import { byteExcerpt } from "./integrity/byte-excerpt.ts";
import { type Chain, chainOf, chainPage } from "./integrity/chain.ts";
import { findFinding, listFindings, streamVerdicts } from "./integrity/integrity-report.ts";
import { reportDocument } from "./integrity/report-document.ts";
import type { LongCall } from "./session/long-call.ts";
import type { ProjectSession } from "./session/project-session.ts";
import { streamOf } from "./timeline/event-selection.ts";

type IntegrityMethod = Extract<
  keyof Handlers<ClientContext>,
  `integrity.${string}` | `history.${string}` | `anchor.${string}`
>;

/** Everything that is asked about whether the log is what was written. */
export function integrityHandlers(host: HostPort): Pick<Handlers<ClientContext>, IntegrityMethod> {
  const chains = new WeakMap<StreamIndex, Chain>();
  const chainFor = (stream: StreamIndex) => {
    const chain = chains.get(stream) ?? chainOf(stream);
    chains.set(stream, chain);
    return chain;
  };
  return {
    "integrity.read": async (_input, context) => context.requireSession().integrity(),
    "integrity.streams": async (input, context) => streamVerdicts(context.requireSession().index, input),
    "integrity.findings": async (input, context) => {
      const { index, acknowledgements } = context.requireSession();
      return listFindings(index, input, acknowledgements);
    },
    "integrity.finding": async ({ id }, context) => {
      const { index, acknowledgements } = context.requireSession();
      return findFinding(index, id, acknowledgements);
    },
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
    "integrity.acknowledge": async ({ id, note }, context) => {
      const session = context.requireSession();
      const { index, acknowledgements, history } = session;
      const isKnown = findFinding(index, id, acknowledgements) !== null || history.has(id);
      if (note !== null && !isKnown) {
        throw new ContractError({ code: "not-found", message: "The check no longer finds this." });
      }
      await acknowledgements.set(id, note === null ? null : { note, at: session.now().toISOString() });
      session.pushChange([]);
      return acknowledgements.of(id);
    },
    "integrity.report": async ({ format }, context) => {
      const session = context.requireSession();
      const { name } = session;
      return reportDocument(session.index, session.integrity(), { name, version: host.version }, format);
    },

    "history.read": async (_input, context) => context.requireSession().history.report(),
    "history.check": ({ operation }, context) => {
      const session = context.requireSession();
      return context.run(operation, (call) =>
        session.history.check(inUnits(session, call, "Comparing committed versions", "versions")),
      );
    },
    "history.changes": async (input, context) => context.requireSession().history.changes(input),
    "history.change": async ({ id }, context) => context.requireSession().history.change(id),
    "history.about": async ({ stream, file, line }, context) => {
      const { history, index } = context.requireSession();
      return history.about(streamOf(index, stream), file, line);
    },

    "anchor.read": async (_input, context) => context.requireSession().anchor.read(),
    "anchor.save": ({ operation }, context) => {
      const session = context.requireSession();
      return context.run(operation, async (call) => {
        await session.requireLog();
        const document = await session.anchor.save(inUnits(session, call, "Reading streams", "streams"));
        session.pushChange([]);
        return document;
      });
    },
    "anchor.check": ({ operation }, context) => {
      const session = context.requireSession();
      return context.run(operation, async (call) => {
        await session.requireLog();
        await session.anchor.verifyKept(inUnits(session, call, "Comparing files with the anchor", "files"));
        session.pushChange([]);
        return session.anchor.read();
      });
    },
    "anchor.upload": async ({ upload, text }, context) => {
      context.requireSession().uploads.add(upload, text);
      return {};
    },
    "anchor.verify": ({ operation, upload, name }, context) => {
      const session = context.requireSession();
      const text = session.uploads.take(upload);
      return context.run(operation, async (call) => {
        await session.requireLog();
        return session.anchor.verify(name, text, inUnits(session, call, "Comparing files with the anchor", "files"));
      });
    },
  };
}

type Unit = Parameters<LongCall["onProgress"]>[3];

/** A long call as checks take it; it ends with the session too. */
function inUnits({ closing }: ProjectSession, { signal, onProgress }: LongCall, phase: string, unit: Unit) {
  return {
    signal: AbortSignal.any([signal, closing]),
    onProgress: (done: number, total: number) => onProgress(phase, done, total, unit),
  };
}
