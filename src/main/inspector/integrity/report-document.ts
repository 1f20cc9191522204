import { jsonReport } from "../../../shared/integrity/report/json-report.ts";
import { markdownReport } from "../../../shared/integrity/report/markdown-report.ts";
import { sarifReport } from "../../../shared/integrity/report/sarif-report.ts";
import type { MethodInput } from "../../../shared/ipc/contract.ts";
import type { ExportedDocument, IntegrityReport } from "../../../shared/ipc/model/integrity.ts";
import type { ProjectIndex } from "../index/project-index.ts";

/** The findings of a project as a file to keep or to hand on. */
export function reportDocument(
  project: ProjectIndex,
  { verdict, streams, events, checkedAt }: IntegrityReport,
  { name, version }: { readonly name: string; readonly version: string },
  format: MethodInput<"integrity.report">["format"],
): ExportedDocument {
  const findings = Array.from(project.streams(), (stream) => stream.findings).flat();
  const checked = { project: name, verdict, streams, events, findings };
  const source = { toolVersion: version, checkedAt: new Date(checkedAt) };
  const fileName = `${name.replace(/[^\p{L}\p{N}._-]+/gu, "-")}-integrity`;
  switch (format) {
    case "markdown":
      return { fileName: `${fileName}.md`, mediaType: "text/markdown", content: markdownReport(checked, source) };
    case "json":
      return { fileName: `${fileName}.json`, mediaType: "application/json", content: jsonReport(checked) };
    case "sarif":
      return {
        fileName: `${fileName}.sarif`,
        mediaType: "application/sarif+json",
        content: sarifReport(checked, source),
      };
  }
}
