import type { CheckedLog } from "./checked-log.ts";

/** The check as one JSON value: what `verify --json` prints. */
export function verificationJson({ project, verdict, streams, events, findings }: CheckedLog): CheckedLog {
  return { project, verdict, streams, events, findings };
}

/** The check as a JSON file, two spaces, with a final newline. */
export function jsonReport(checked: CheckedLog): string {
  return `${JSON.stringify(verificationJson(checked), null, 2)}\n`;
}
