/** How one parameter of an address is read and written. */
export interface Parameter<Value> {
  /** `null` when the text makes no sense. */
  read(text: string): Value | null;
  write(value: Value): string | null;
  readonly fallback: Value;
}

// A table holds parameters of many types; each is read and written by the one that it came from.
type ParameterTable = Readonly<
  Record<string, { readonly fallback: unknown; read(text: string): unknown; write(value: never): string | null }>
>;

/** The values that a table of parameters reads. */
export type Parameters<Table extends ParameterTable> = {
  readonly [Name in keyof Table]: Table[Name] extends { readonly fallback: infer Value; read(text: string): infer Read }
    ? Value | Exclude<Read, null>
    : never;
};

export function text(): Parameter<string> {
  return { read: (value) => value, write: (value) => value, fallback: "" };
}

export function whole(): Parameter<number> {
  return { read: (value) => (/^\d{1,9}$/u.test(value) ? Number(value) : null), write: String, fallback: 0 };
}

export function flag(): Parameter<boolean> {
  return { read: (value) => value === "yes", write: (value) => (value ? "yes" : null), fallback: false };
}

export function choice<const Value extends string>(
  values: readonly Value[],
  fallback: NoInfer<Value>,
): Parameter<Value> {
  return { read: (value) => values.find((one) => one === value) ?? null, write: (value) => value, fallback };
}

/** A parameter that may be absent. */
export function mayBe<Value>(
  read: (text: string) => Value | null,
  write: (value: Value) => string | null,
): Parameter<Value | null> {
  return { read, write: (value) => (value === null ? null : write(value)), fallback: null };
}

export function readParameters<Table extends ParameterTable>(table: Table, query: URLSearchParams): Parameters<Table> {
  const values: Record<string, unknown> = {};
  for (const [name, parameter] of Object.entries(table)) {
    const written = query.get(name);
    values[name] = (written === null ? null : parameter.read(written)) ?? parameter.fallback;
  }
  return values as Parameters<Table>;
}

/** The parameters that differ from their defaults, in the order of the table. */
export function writeParameters(table: ParameterTable, values: object): string {
  const query = new URLSearchParams();
  const given = values as Readonly<Record<string, never>>;
  for (const [name, parameter] of Object.entries(table)) {
    const written = parameter.write(given[name] as never);
    const isDefault = written === null || written === parameter.write(parameter.fallback as never);
    if (!isDefault) query.set(name, written);
  }
  return query.toString();
}
