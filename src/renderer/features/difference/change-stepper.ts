/** Goes from change to change. */
export interface ChangeStepper {
  go(step: 1 | -1): void;
}

/** Where one stands among the changes of a drawing. */
export interface ChangePlace {
  /** From 1; 0 before the first step. */
  readonly at: number;
  readonly of: number;
}
