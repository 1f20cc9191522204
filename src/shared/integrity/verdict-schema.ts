import { z } from "zod";
import { VERDICTS } from "./verdict.ts";

/** Apart from the verdicts themselves, so that threads which only judge start without the parser. */
export const verdictSchema = z.enum(VERDICTS);
