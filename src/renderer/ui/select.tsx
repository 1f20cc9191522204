import "./menu.css";
import "./select.css";

export interface SelectProps<Value extends string> {
  /** What is chosen, for screen readers. */
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly value: Value;
  onChange(value: Value): void;
}

/** One of several, of which only the chosen one is in sight. The browser's own: its list is made when it is opened. */
export function Select<Value extends string>({ label, options, value, onChange }: SelectProps<Value>) {
  return (
    <select
      aria-label={label}
      className="select"
      value={value}
      onChange={({ currentTarget }) => {
        const chosen = options[currentTarget.selectedIndex];
        if (chosen !== undefined) onChange(chosen.value);
      }}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value} className="menu-item">
          {option.label}
        </option>
      ))}
    </select>
  );
}
