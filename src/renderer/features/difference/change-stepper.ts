/** Goes from change to change. */
export interface ChangeStepper {
  go(step: 1 | -1): void;
}
