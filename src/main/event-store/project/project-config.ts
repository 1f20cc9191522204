import { parse, TomlError } from "smol-toml";
import { z } from "zod";

const configSchema = z.looseObject({
  project: z.looseObject({ name: z.string().min(1).optional() }).optional(),
  git: z.looseObject({ sync: z.boolean().optional() }).optional(),
});

/** What the store needs of `.semiont/config`; what it does not say is absent. */
export interface ProjectConfig {
  readonly name?: string;
  /** Whether appended files are staged with git. */
  readonly stagesWithGit: boolean;
}

export type ConfigReading =
  | { readonly ok: true; readonly config: ProjectConfig }
  | { readonly ok: false; readonly reason: string };

/** Reads the text of `.semiont/config`, which is TOML. Tables and keys it does not know are left alone. */
export function readProjectConfig(text: string): ConfigReading {
  const parsed = parseToml(text);
  if (!parsed.ok) return parsed;
  const checked = configSchema.safeParse(parsed.value);
  if (!checked.success) {
    const reason = checked.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ");
    return { ok: false, reason };
  }
  const { project, git } = checked.data;
  const name = project?.name;
  return { ok: true, config: { ...(name === undefined ? {} : { name }), stagesWithGit: git?.sync ?? false } };
}

function parseToml(text: string): { ok: true; value: unknown } | { ok: false; reason: string } {
  try {
    return { ok: true, value: parse(text) };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [complaint = "it is not TOML"] = error.message.split("\n");
    return { ok: false, reason: `line ${error.line}, column ${error.column}: ${complaint}` };
  }
}
