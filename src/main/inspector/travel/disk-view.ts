import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { SYSTEM_STREAM } from "../../../shared/events/ids.ts";
import { type JsonValue, jsonValueSchema } from "../../../shared/ipc/json-value.ts";
import { parseView } from "../../../shared/projection/parse-view.ts";
import { isMissing } from "../../event-store/system-error.ts";

/** A view as it is in the state folder now. */
export interface DiskView {
  readonly file: string;
  readonly text: string | null;
  readonly view: JsonValue | null;
  /** Why there is no view, or why what is there is none. */
  readonly problem: string | null;
  /** There is a file, and it cannot be used. */
  readonly unreadable: boolean;
}

/** @param file absolute path of the view's file */
export async function readDiskView(file: string): Promise<DiskView> {
  const { text, value, problem, missing } = await readJson(file);
  if (value === undefined) return { file, text, view: null, problem, unreadable: !missing };
  const reading = parseView(value);
  return {
    file,
    text,
    view: jsonValueSchema.parse(value),
    problem: reading.ok ? null : `This file is no view: ${reading.reason}.`,
    unreadable: false,
  };
}

/** What the state folder says about the whole knowledge base, in the form of the replayed system stream. */
export async function readDiskSystemView(stateDir: string): Promise<DiskView> {
  const folder = join(stateDir, "projections", SYSTEM_STREAM);
  const file = join(folder, "entitytypes.json");
  const [types, schemas] = await Promise.all([readJson(file), readJson(join(folder, "tagschemas.json"))]);
  if (types.value === undefined) {
    return { file, text: types.text, view: null, problem: types.problem, unreadable: !types.missing };
  }
  const fields = { entityTypes: [], tagSchemas: [], ...asObject(types.value), ...asObject(schemas.value) };
  return {
    file,
    text: types.text,
    view: jsonValueSchema.parse(fields),
    problem: schemas.text === null ? null : schemas.problem,
    unreadable: false,
  };
}

function asObject(value: unknown): object {
  return typeof value === "object" && value !== null ? value : {};
}

interface JsonReading {
  readonly text: string | null;
  readonly value: unknown;
  readonly problem: string | null;
  readonly missing: boolean;
}

async function readJson(file: string): Promise<JsonReading> {
  let text: string | null = null;
  try {
    text = await readFile(file, "utf8");
    const value: unknown = JSON.parse(text);
    return { text, value: jsonValueSchema.parse(value), problem: null, missing: false };
  } catch (error) {
    const missing = isMissing(error);
    const reason = error instanceof Error ? error.message : String(error);
    const problem = missing ? "There is no such file in the state folder." : `The file cannot be used: ${reason}`;
    return { text, value: undefined, problem, missing };
  }
}
