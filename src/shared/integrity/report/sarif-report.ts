import type { Location, Log, ReportingDescriptor, Result } from "sarif";
import { harmlessText } from "../../text/harmless-text.ts";
import type { Finding } from "../finding.ts";
import { describeCause, type Severity } from "../finding-causes.ts";
import { type CheckedLog, groupFindings, type ReportSource } from "./checked-log.ts";

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/** The folder that paths in the report are below: the project's. */
const PROJECT_FOLDER = "%SRCROOT%";
/** Where the log stands, for findings about no file in particular: viewers drop results without a place. */
const LOG_FOLDER = ".semiont/events";

/** What viewers make of it: `error` fails a pipeline by default, a note is listed. */
const LEVELS: Readonly<Record<Severity, "error" | "note">> = { suspect: "error", explained: "note", info: "note" };

/** The check in the Static Analysis Results Interchange Format 2.1.0, which code hosts show beside the lines. */
export function sarifReport(checked: CheckedLog, { toolVersion, checkedAt }: ReportSource): string {
  const rules = groupFindings(checked.findings).map(
    ({ code, cause, severity, label, explanation }): ReportingDescriptor => ({
      id: ruleOf({ code, cause }),
      name: nameOf(code, cause),
      shortDescription: { text: label },
      fullDescription: { text: explanation },
      help: { text: explanation },
      defaultConfiguration: { level: LEVELS[severity] },
      properties: { tags: ["integrity", severity] },
    }),
  );
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  const log: Log = {
    $schema: SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "Semiont Inspector", version: toolVersion, rules } },
        invocations: [{ executionSuccessful: true, endTimeUtc: checkedAt.toISOString() }],
        columnKind: "utf16CodeUnits",
        results: checked.findings.map((finding) =>
          resultOf(finding, indexes.get(ruleOf(finding)) ?? -1, checked.acknowledged),
        ),
        properties: {
          project: checked.project,
          verdict: checked.verdict,
          streams: checked.streams,
          events: checked.events,
        },
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function resultOf(finding: Finding, ruleIndex: number, acknowledged: CheckedLog["acknowledged"]): Result {
  const { id, severity, stream, file, line, offset, sequence, eventId, expected, actual, message, related } = finding;
  return {
    ruleId: ruleOf(finding),
    ruleIndex,
    level: LEVELS[severity],
    message: { text: harmlessText(message) },
    locations: [
      {
        ...locationOf(file ?? LOG_FOLDER, line, offset),
        logicalLocations: [{ name: harmlessText(stream), kind: "resource" }],
      },
    ],
    ...(related === undefined || related.length === 0
      ? {}
      : {
          relatedLocations: related.map((record, index) => ({
            id: index + 1,
            ...locationOf(record.file, record.line, null),
            message: { text: `Record ${record.sequence ?? "without number"} of ${harmlessText(record.stream)}` },
          })),
        }),
    ...(acknowledged === undefined ? {} : { suppressions: suppressionsOf(acknowledged.get(id)) }),
    partialFingerprints: { "semiontFinding/v1": id },
    properties: { stream, sequence, eventId, expected, actual, severity },
  };
}

/** None is said too: a viewer then knows that it was looked for. */
function suppressionsOf(acknowledgement: { readonly note: string } | undefined): NonNullable<Result["suppressions"]> {
  if (acknowledgement === undefined) return [];
  return [{ kind: "external", status: "accepted", justification: harmlessText(acknowledgement.note) }];
}

function locationOf(file: string, line: number | null, offset: number | null): Location {
  const region = {
    ...(line === null ? {} : { startLine: line }),
    ...(offset === null ? {} : { byteOffset: offset }),
  };
  return {
    physicalLocation: {
      artifactLocation: { uri: file.split("/").map(encodeURIComponent).join("/"), uriBaseId: PROJECT_FOLDER },
      ...(line === null ? {} : { region }),
    },
  };
}

function ruleOf({ code, cause }: Pick<Finding, "code" | "cause">): string {
  return `${code}/${cause}`;
}

/** The label in one word, as rule names are written: `ContentAltered`. */
function nameOf(code: Finding["code"], cause: Finding["cause"]): string {
  return describeCause(code, cause)
    .label.split(/[^A-Za-z]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}
