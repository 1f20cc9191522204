import { type RecordedObject, recordedField, recordedText } from "./recorded-value.ts";
import { detail, excerpt, type NameResolver, quote, resource } from "./sentence-parts.ts";

export function annotationName(id: unknown, names: NameResolver): string {
  const text = recordedText(id);
  if (text === undefined) return "an annotation";
  const name = names.annotation?.(text);
  return name === undefined ? excerpt(text) : `“${excerpt(name)}”`;
}

/** What motivations do to the text that is marked, as a verb; others are named as they are. */
const MOTIVATION_VERBS: Readonly<Record<string, string>> = {
  assessing: "Assessed",
  bookmarking: "Bookmarked",
  commenting: "Commented on",
  describing: "Described",
  highlighting: "Highlighted",
  questioning: "Asked about",
  tagging: "Tagged",
};

export function addedAnnotation(annotation: unknown, names: NameResolver): string {
  const motivation = recordedField(annotation, "motivation");
  const kind = recordedText(Array.isArray(motivation) ? motivation[0] : motivation);
  if (kind === undefined) return "Added an annotation";
  const body = recordedField(annotation, "body");
  const items: readonly unknown[] = Array.isArray(body) ? body : body === undefined ? [] : [body];
  const links = items.flatMap((item) => recordedText(recordedField(item, "source")) ?? []);
  const texts = items.flatMap((item) => recordedText(recordedField(item, "value")) || []);
  const marked = markedPhrase(annotation);
  if (kind === "linking") {
    const [link] = links;
    const phrase =
      link === undefined ? `Marked ${marked} as a reference` : `Linked ${marked} to ${resource(link, names)}`;
    return `${phrase}${detail(texts)}`;
  }
  const verb = Object.hasOwn(MOTIVATION_VERBS, kind) ? MOTIVATION_VERBS[kind] : undefined;
  const article = /^[aeiou]/i.test(kind) ? "an" : "a";
  const phrase = `${verb ?? `Added ${article} ${excerpt(kind)} annotation on`} ${marked}`;
  if (kind === "tagging" && texts.length > 0) return `${phrase} as ${texts.map(quote).join(", ")}`;
  return texts[0] === undefined ? phrase : `${phrase}: ${quote(texts[0])}`;
}

function markedPhrase(annotation: unknown): string {
  const marked = markedText(annotation);
  if (marked !== undefined) return quote(marked);
  const selector = recordedField(recordedField(annotation, "target"), "selector");
  return selector === undefined ? "the resource" : "a part of the resource";
}

/** The text an annotation marks, where its selector quotes it. */
export function markedText(annotation: unknown): string | undefined {
  const selector = recordedField(recordedField(annotation, "target"), "selector");
  const selectors: readonly unknown[] = Array.isArray(selector) ? selector : [selector];
  for (const candidate of selectors) {
    const exact = recordedText(recordedField(candidate, "exact"));
    if (exact !== undefined && exact !== "") return exact;
  }
  return undefined;
}

export function updatedBody({ annotationId, operations }: RecordedObject, names: NameResolver): string {
  const id = recordedText(annotationId);
  const marked = id === undefined ? undefined : names.annotation?.(id);
  const link = onlyLink(operations);
  const end = marked === undefined ? detail([id]) : "";
  if (link !== undefined) {
    return `Linked ${marked === undefined ? "an annotation" : quote(marked)} to ${resource(link, names)}${end}`;
  }
  const what = marked === undefined ? "an annotation" : quote(marked);
  return `Updated ${what}: ${operationPhrases(operations, names)}${end}`;
}

/** What nearly all updates do: the one resource that is linked to. */
function onlyLink(operations: unknown): string | undefined {
  const list: readonly unknown[] = Array.isArray(operations) ? operations : [];
  const [only] = list;
  if (list.length !== 1 || recordedField(only, "op") !== "add") return undefined;
  return recordedText(recordedField(recordedField(only, "item"), "source"));
}

function operationPhrases(value: unknown, names: NameResolver): string {
  if (!Array.isArray(value) || value.length === 0) return "no change";
  const list: readonly unknown[] = value;
  if (list.length > 3) return `${list.length} operations`;
  return list.map((operation) => operationPhrase(operation, names)).join(", ");
}

function operationPhrase(operation: unknown, names: NameResolver): string {
  const item = (field: string) => bodyItem(recordedField(operation, field), names);
  switch (recordedField(operation, "op")) {
    case "add":
      return `added ${item("item")}`;
    case "remove":
      return `removed ${item("item")}`;
    case "replace":
      return `replaced ${item("oldItem")} by ${item("newItem")}`;
    default:
      return "an unknown operation";
  }
}

function bodyItem(item: unknown, names: NameResolver): string {
  const source = recordedField(item, "source");
  return source === undefined ? quote(recordedField(item, "value")) : `a link to ${resource(source, names)}`;
}
