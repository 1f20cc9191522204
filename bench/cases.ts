import { appendCases } from "./append-cases.ts";
import type { BenchCase } from "./case.ts";
import { checkCases } from "./check-cases.ts";
import { limitCases } from "./limit-cases.ts";
import { questionCases } from "./question-cases.ts";
import { readCases } from "./read-cases.ts";

/** Every case by its name, in the order of the table. */
export const CASES: Readonly<Record<string, BenchCase>> = {
  ...limitCases,
  ...appendCases,
  ...readCases,
  ...checkCases,
  ...questionCases,
};
