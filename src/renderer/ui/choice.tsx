import { type ReactNode, useId } from "react";
import "./choice.css";
import { classes } from "./classes.ts";

export interface ChoiceOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  /** Stands for the label where there is little room. */
  readonly icon?: ReactNode;
}

export interface ChoiceProps<Value extends string> {
  /** What is chosen, for screen readers: “Density”. */
  readonly label: string;
  readonly options: readonly ChoiceOption<Value>[];
  readonly value: Value;
  onChange(value: Value): void;
}

/** One of a few, all of them in sight. */
export function Choice<Value extends string>({ label, options, value, onChange }: ChoiceProps<Value>) {
  const name = useId();
  return (
    <div role="radiogroup" aria-label={label} className="choice">
      {options.map((option) => (
        <label
          key={option.value}
          className={classes("choice-option", option.icon !== undefined && "choice-option-short")}
          title={option.icon === undefined ? undefined : option.label}
        >
          <input
            type="radio"
            className="choice-input"
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.icon}
          <span className="choice-label">{option.label}</span>
        </label>
      ))}
    </div>
  );
}
