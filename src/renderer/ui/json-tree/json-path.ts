import type { JsonPath, JsonValue } from "../../../shared/ipc/json-value.ts";

const PLAIN_KEY = /^[A-Za-z_$][\w$]*$/u;

/** A path as JSONPath (RFC 9535): `$.annotations[3]["@id"]`. */
export function writeJsonPath(path: JsonPath): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === "number") return `${text}[${part}]`;
    return PLAIN_KEY.test(part) ? `${text}.${part}` : `${text}[${JSON.stringify(part)}]`;
  }, "$");
}

/** A path as one text that differs for every path: a JSON pointer in which array indexes start with `#`. */
export function pathId(path: JsonPath): string {
  return path.map((part) => `/${typeof part === "number" ? `#${part}` : escapePart(part)}`).join("");
}

/** Escapes `~`, `/` and a leading `#`, so that no key is taken for another or for an index. */
function escapePart(part: string): string {
  const escaped = part.replaceAll("~", "~0").replaceAll("/", "~1");
  return escaped.startsWith("#") ? `~2${escaped.slice(1)}` : escaped;
}

/** The value at a path; `undefined` when there is none. */
export function valueAt(value: JsonValue | null, path: JsonPath): JsonValue | undefined {
  let current: JsonValue | undefined = value;
  for (const part of path) {
    if (current === null || typeof current !== "object") return undefined;
    if (Array.isArray(current)) {
      if (typeof part !== "number") return undefined;
      current = current[part];
    } else {
      if (typeof part !== "string" || !Object.hasOwn(current, part)) return undefined;
      current = current[part];
    }
  }
  return current;
}
