import type { CheckedLog } from "./checked-log.ts";

/** The check as one JSON value: what `verify --json` prints. */
export function verificationJson({ project, verdict, streams, events, findings, acknowledged }: CheckedLog) {
  const known = findings.flatMap(({ id }) => {
    const acknowledgement = acknowledged?.get(id);
    return acknowledgement === undefined ? [] : [{ finding: id, ...acknowledgement }];
  });
  return { project, verdict, streams, events, findings, ...(acknowledged && { acknowledged: known }) };
}

/** The check as a JSON file, two spaces, with a final newline. */
export function jsonReport(checked: CheckedLog): string {
  return `${JSON.stringify(verificationJson(checked), null, 2)}\n`;
}
