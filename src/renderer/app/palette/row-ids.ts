/** The row of a list that a person has gone to: what it is, and where it stood then. */
export interface Row {
  readonly what: string;
  /** From zero. */
  readonly at: number;
}

/**
 * The ids of rows that are told apart by their place alone, in the order of the rows, so that the first stays the first whatever
 * arrives. The one that was gone to takes its id along to where it stands now, and who presses Enter gets what was gone to.
 *
 * @param whats what each row is, in order; each once
 */
export function rowIds(whats: readonly string[], goneTo: Row | null): string[] {
  const ids = whats.map((_, at) => `row-${at}`);
  const now = goneTo === null ? -1 : whats.indexOf(goneTo.what);
  if (goneTo === null || now === -1) return ids;
  if (goneTo.at < ids.length) ids[goneTo.at] = `row-${now}`;
  ids[now] = `row-${goneTo.at}`;
  return ids;
}
