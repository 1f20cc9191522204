import { difference, isSameValue } from "../../../shared/difference/difference.ts";
import { isJsonObject } from "../../../shared/difference/identity.ts";
import type { JsonPath, JsonValue } from "../../../shared/ipc/json-value.ts";
import { plural } from "../../../shared/text/plural.ts";

export interface DriftOrigin {
  /** The largest step whose view the file on disk shows; null when none does. */
  readonly equalUntil: number | null;
  /** In words. */
  readonly explanation: string;
  /** Where the file first differs from the state that it says to be; null when it is not known. */
  readonly differsAt: { readonly step: number; readonly path: JsonPath } | null;
}

/**
 * Finds the step at which the file on disk stopped following the log. A view says how many events it holds, so that
 * only one step can be equal to it; where that one is not, steps are compared without that number, newest first found
 * wins. Looking at each step is right also where views part and meet again, which halving is not.
 */
export async function driftOrigin(
  disk: JsonValue,
  steps: number,
  viewsAfter: (from: number, to: number, visit: (step: number, view: JsonValue) => void) => Promise<void>,
  signal: AbortSignal,
  onStep: (step: number) => void,
): Promise<DriftOrigin> {
  const version = versionOf(disk);
  const bare = withoutCount(disk);
  let equal: number | null = null;
  let alike: number | null = null;
  let atVersion: JsonValue | undefined;
  await viewsAfter(0, steps, (step, view) => {
    signal.throwIfAborted();
    onStep(step);
    if (step === version) atVersion = view;
    if (!isAboutSame(disk, view) || !isSameValue(bare, withoutCount(view))) return;
    alike = step;
    if (isSameValue(disk, view)) equal = step;
  });
  if (equal !== null) {
    return {
      equalUntil: equal,
      differsAt: null,
      explanation:
        equal === steps
          ? "The file on disk is what the whole log gives."
          : `The file on disk is what the first ${equal} of ${plural(steps, "event")} give; the later ones never reached it.`,
    };
  }
  if (alike !== null) {
    return {
      equalUntil: alike,
      differsAt: null,
      explanation: `Except for the number of events and the time of the last one, the file on disk is what the first ${alike} of ${plural(steps, "event")} give.`,
    };
  }
  const [first] = atVersion === undefined ? [] : difference(disk, atVersion).changes;
  return {
    equalUntil: null,
    explanation: whyNever(version, atVersion !== undefined, steps),
    differsAt: first === undefined || version === null ? null : { step: version, path: [...first.path] },
  };
}

function whyNever(version: number | null, hasStep: boolean, steps: number): string {
  const never = "No step of the log gives the file on disk.";
  if (version === null) return `${never} It does not say how many events it holds.`;
  if (!hasStep) {
    return `${never} It says that it holds ${plural(version, "event")}, and the log has ${steps}: it was written from another log, or records were removed.`;
  }
  return `${never} It says that it holds ${plural(version, "event")}, but is not what the first ${version} give.`;
}

function versionOf(view: JsonValue): number | null {
  const annotations = isJsonObject(view) ? view.annotations : undefined;
  const version = isJsonObject(annotations) ? annotations.version : undefined;
  return typeof version === "number" ? version : null;
}

function withoutCount(view: JsonValue): JsonValue {
  if (!isJsonObject(view) || !isJsonObject(view.annotations)) return view;
  const { version: _version, updatedAt: _updatedAt, ...annotations } = view.annotations;
  return { ...view, annotations };
}

/** Cheap to tell, and false for nearly every step that is not the one. */
function isAboutSame(left: JsonValue, right: JsonValue): boolean {
  return countOf(left) === countOf(right);
}

function countOf(view: JsonValue): number {
  const part = isJsonObject(view) ? view.annotations : undefined;
  const list = isJsonObject(part) ? part.annotations : undefined;
  return Array.isArray(list) ? list.length : -1;
}
