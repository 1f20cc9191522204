import { dirname, join } from "node:path";
import type { Anchor, AnchorComparison as Comparison } from "../../../../shared/integrity/anchor.ts";
import { ContractError } from "../../../../shared/ipc/errors.ts";
import type { AnchorComparison, KeptAnchor } from "../../../../shared/ipc/model/anchor.ts";
import type { ExportedDocument } from "../../../../shared/ipc/model/integrity.ts";
import type { ProjectSummary } from "../../../../shared/ipc/model/project.ts";
import { nodeFileSystem } from "../../../event-store/file-system.ts";
import { parseAnchor, readAnchorFile, writeAnchorFile } from "../../../event-store/integrity/anchor/anchor-file.ts";
import { isAnchorRefusedError } from "../../../event-store/integrity/anchor/anchor-refused-error.ts";
import { makeFolder } from "../../../event-store/make-folder.ts";
import { isMissing, isSystemError } from "../../../event-store/system-error.ts";
import type { ProjectIndex } from "../../index/project-index.ts";
import type { Acknowledgements } from "../acknowledgements.ts";
import { type CheckCall, runCheck } from "../checks/run-check.ts";
import { listedFinding } from "../integrity-report.ts";

const MOST_FINDINGS = 500;

export interface ProjectAnchorParts {
  readonly index: ProjectIndex;
  readonly project: { readonly id: string; readonly name: string };
  readonly eventsDir: string;
  /** The app's own folder, where it keeps the anchor that was saved last; null keeps none. */
  readonly configuration: string | null;
  readonly acknowledgements: Acknowledgements;
  readonly now: () => Date;
}

/** What is to be said of an anchor next to a verdict. */
export function anchorState(kept: KeptAnchor): ProjectSummary["anchor"] {
  if (kept.state !== "anchored") return kept.state;
  if (kept.comparison === null) return "unchecked";
  return kept.comparison.extends ? "extends" : "diverged";
}

/** The last anchor of a project, and how today's log stands to it. */
export class ProjectAnchor {
  readonly #parts: ProjectAnchorParts;
  readonly #file: string | null;
  #anchor: Anchor | null = null;
  #refusal: string | null = null;
  #comparison: AnchorComparison | null = null;

  constructor(parts: ProjectAnchorParts) {
    this.#parts = parts;
    const { configuration, project } = parts;
    this.#file = configuration === null ? null : join(configuration, "anchors", `${project.id}.json`);
  }

  /** Reads the anchor that the app keeps, if there is one. Never rejects: one that cannot be used is said where it is shown. */
  async load(): Promise<void> {
    if (this.#file === null) return;
    try {
      this.#anchor = await readAnchorFile(nodeFileSystem, this.#file);
    } catch (error) {
      if (!isAnchorRefusedError(error)) throw error;
      const cause = error.cause;
      if (!isMissing(cause)) this.#refusal = error.message;
    }
  }

  get isThere(): boolean {
    return this.#anchor !== null;
  }

  read(): KeptAnchor {
    if (this.#refusal !== null) return { state: "refused", reason: this.#refusal };
    if (this.#anchor === null) return { state: "unanchored" };
    const { savedAt, root, streams } = this.#anchor;
    const events = streams.reduce((sum, stream) => sum + stream.events, 0);
    return { state: "anchored", savedAt, root, streams: streams.length, events, comparison: this.#comparison };
  }

  /** Takes down the state of the log; the app keeps a copy. @throws ContractError `unreadable`; the signal's reason */
  async save(call: CheckCall): Promise<ExportedDocument> {
    const { project, eventsDir, now, index } = this.#parts;
    const anchor = await runCheck({ kind: "take-anchor", eventsDir, project: project.name, now: now() }, call).catch(
      (error: unknown) => {
        throw error instanceof ContractError ? withAdvice(error) : error;
      },
    );
    await this.#keep(anchor);
    const streams = anchor.streams.length;
    this.#comparison = {
      ...{ extends: true, savedAt: anchor.savedAt, project: anchor.project, root: anchor.root },
      checkedAt: now().toISOString(),
      counts: { unchanged: streams, grown: 0, added: Math.max(0, index.size - streams), diverged: 0 },
      ...{ findings: [], omitted: 0 },
    };
    const day = anchor.savedAt.slice(0, 10);
    const name = project.name.replace(/[^\p{L}\p{N}._-]+/gu, "-");
    const content = `${JSON.stringify(anchor, null, 1)}\n`;
    return { fileName: `${name}-anchor-${day}.json`, mediaType: "application/json", content };
  }

  /** Holds the log against the anchor that the app keeps. */
  async verifyKept(call: CheckCall): Promise<void> {
    const anchor = this.#anchor;
    if (anchor === null) return;
    const comparison = await this.#compare(anchor, call);
    if (this.#anchor === anchor) this.#comparison = comparison;
  }

  /**
   * Holds the log against an anchor that a person has chosen.
   * @throws ContractError `unreadable` when it is none; the signal's reason
   */
  async verify(name: string, text: string, call: CheckCall): Promise<AnchorComparison> {
    return this.#compare(readText(name, text), call);
  }

  /** Who saves an anchor gets the file also where the app cannot keep its copy; that is said where anchors are shown. */
  async #keep(anchor: Anchor): Promise<void> {
    this.#anchor = anchor;
    this.#refusal = null;
    if (this.#file === null) return;
    try {
      await makeFolder(dirname(this.#file));
      await writeAnchorFile(nodeFileSystem, this.#file, anchor, this.#parts.eventsDir);
    } catch (error) {
      if (!isAnchorRefusedError(error) && !isSystemError(error)) throw error;
      this.#refusal = `The app could not keep its copy: ${error.message}`;
    }
  }

  async #compare(anchor: Anchor, call: CheckCall): Promise<AnchorComparison> {
    const { eventsDir, now, index, acknowledgements } = this.#parts;
    const comparison: Comparison = await runCheck({ kind: "verify-anchor", eventsDir, anchor }, call);
    const { findings, counts, savedAt, root } = comparison;
    return {
      ...{ extends: comparison.extends, savedAt, project: anchor.project, root, counts },
      checkedAt: now().toISOString(),
      findings: findings.slice(0, MOST_FINDINGS).map((finding) => listedFinding(index, finding, acknowledgements)),
      omitted: Math.max(0, findings.length - MOST_FINDINGS),
    };
  }
}

function readText(name: string, text: string): Anchor {
  try {
    return parseAnchor(`“${name}”`, text);
  } catch (error) {
    if (!isAnchorRefusedError(error)) throw error;
    const advice = "Choose a file that “Save an anchor” or the command line has written, as it was written.";
    throw new ContractError({ code: "unreadable", message: error.message, advice }, { cause: error });
  }
}

/** An anchor is refused where the log is in a state that nobody would want to keep. */
function withAdvice(refusal: ContractError): ContractError {
  const advice = "See what the findings say of it; put it right, then save the anchor.";
  return new ContractError({ ...refusal.toValue(), advice }, { cause: refusal });
}
