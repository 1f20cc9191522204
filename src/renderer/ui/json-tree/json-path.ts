import { ITEM_NAMES, type JsonPath, type JsonTrail, type JsonValue } from "../../../shared/ipc/json-value.ts";
import { harmlessJsonText } from "../../../shared/text/harmless-text.ts";

const PLAIN_KEY = /^[A-Za-z_$][\w$]*$/u;

/** A path as JSONPath (RFC 9535): `$.annotations[3]["@id"]`, with named items as `$.annotations[?@.id=="a1"]`. */
export function writeJsonPath(path: JsonTrail): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === "number") return `${text}[${part}]`;
    if (typeof part === "object") return `${text}[?@${writeKey(part.by)}==${quoted(part.is)}]`;
    return `${text}${writeKey(part)}`;
  }, "$");
}

function writeKey(key: string): string {
  return PLAIN_KEY.test(key) ? `.${key}` : `[${quoted(key)}]`;
}

/** Keys come from the log: what would reorder or hide text is escaped, and reads as the same. */
function quoted(text: string): string {
  return harmlessJsonText(JSON.stringify(text));
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

const PART =
  /\.([A-Za-z_$][\w$]*)|\[(0|[1-9]\d{0,8})\]|\[\?@(?:\.|\[")([@\w]+)(?:"\])?==("(?:[^"\\]|\\.)*")\]|\[("(?:[^"\\]|\\.)*")\]/uy;

/** Reads what {@link writeJsonPath} writes; `null` when the text is no such path. */
export function readJsonPath(text: string): JsonTrail | null {
  if (!text.startsWith("$")) return null;
  const path: JsonTrail = [];
  let place = 1;
  while (place < text.length) {
    PART.lastIndex = place;
    const [whole, key, index, nameKey, name, quoted] = PART.exec(text) ?? [];
    if (whole === undefined) return null;
    if (key !== undefined) path.push(key);
    else if (index !== undefined) path.push(Number(index));
    else if (name !== undefined) {
      const by = ITEM_NAMES.find((one) => one === nameKey);
      const is = readQuoted(name);
      if (by === undefined || is === null) return null;
      path.push({ by, is });
    } else {
      const name = readQuoted(quoted ?? "");
      if (name === null) return null;
      path.push(name);
    }
    place += whole.length;
  }
  return path;
}

function readQuoted(text: string): string | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "string" ? value : null;
  } catch {
    // A raw line feed or a wrong escape, typed by hand: then the text is no path.
    return null;
  }
}
