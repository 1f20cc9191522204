/** Throws a single failure as it is and several together; does nothing when there is none. */
export function throwAll(failures: readonly unknown[]): void {
  if (failures.length === 0) return;
  if (failures.length === 1) throw failures[0];
  const messages = failures
    .slice(0, 3)
    .map((failure) => (failure instanceof Error ? failure.message : String(failure)));
  const rest = failures.length - messages.length;
  throw new AggregateError(failures, `${messages.join(" ")}${rest > 0 ? ` And ${rest} more.` : ""}`);
}
