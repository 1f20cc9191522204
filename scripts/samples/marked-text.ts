/** A passage of a document that somebody annotates. */
export interface Passage {
  readonly kind: "entity" | "highlight" | "comment";
  /** The entity type of an entity, the remark of a comment, empty for a highlight. */
  readonly note: string;
  readonly exact: string;
  /** Position in the text, in UTF-16 units. */
  readonly start: number;
  readonly prefix: string;
  readonly suffix: string;
}

export interface MarkedText {
  /** The text as people read it. */
  readonly text: string;
  readonly passages: readonly Passage[];
}

/** Characters of context beside a quote. */
const CONTEXT = 24;

/**
 * Reads a text with passages marked in it: `[[Person:Ingrid Solheim]]` is an entity, `[[!:words]]` a highlight and
 * `[[?:words|remark]]` a comment. Marking them in place keeps every quote true to its text.
 */
export function readMarkedText(source: string): MarkedText {
  const found: { note: string; kind: Passage["kind"]; exact: string; start: number }[] = [];
  let text = "";
  let read = 0;
  for (const match of source.matchAll(/\[\[([!?]|[A-Z][A-Za-z ]*):([^\]|]+)(?:\|([^\]]+))?\]\]/g)) {
    const [whole, sign = "", exact = "", remark = ""] = match;
    text += source.slice(read, match.index);
    const kind = sign === "!" ? "highlight" : sign === "?" ? "comment" : "entity";
    found.push({ kind, note: kind === "entity" ? sign : remark, exact, start: text.length });
    text += exact;
    read = match.index + whole.length;
  }
  text += source.slice(read);
  const passages = found.map((passage): Passage => {
    const end = passage.start + passage.exact.length;
    return {
      ...passage,
      prefix: text.slice(Math.max(0, passage.start - CONTEXT), passage.start),
      suffix: text.slice(end, end + CONTEXT),
    };
  });
  return { text, passages };
}
