import { z } from "zod";
import type { EventDefinition } from "../event-definition.ts";

const job = { jobId: z.string().min(1), jobType: z.string().min(1) };
const count = z.number().nonnegative().optional();

/** Background work on a resource. Changes no field of its view but the version. */
export const jobEvents = {
  "job:started": {
    flow: "job",
    category: "job",
    label: "Job started",
    scope: "resource",
    payload: z.looseObject({ ...job, totalSteps: count }),
  },
  "job:progress": {
    flow: "job",
    category: "job",
    label: "Job progress",
    scope: "resource",
    payload: z.looseObject({
      ...job,
      percentage: z.number(),
      currentStep: z.string().optional(),
      processedSteps: count,
      totalSteps: count,
      foundCount: count,
      message: z.string().optional(),
      progress: z.unknown().optional(),
    }),
  },
  "job:completed": {
    flow: "job",
    category: "job",
    label: "Job completed",
    scope: "resource",
    payload: z.looseObject({
      ...job,
      totalSteps: count,
      foundCount: count,
      resultResourceId: z.string().optional(),
      message: z.string().optional(),
      result: z.unknown().optional(),
    }),
  },
  "job:failed": {
    flow: "job",
    category: "job",
    label: "Job failed",
    scope: "resource",
    payload: z.looseObject({ ...job, error: z.string(), details: z.unknown().optional() }),
  },
} as const satisfies Record<string, EventDefinition>;
