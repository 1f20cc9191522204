import { z } from "zod";

/** What one run of one case measured, in a process of its own. */
export const measurementSchema = z.object({
  /** The figure of the case, in its unit. */
  value: z.number(),
  /** Further figures worth reading, by name: `first 500` or `last 500`. */
  details: z.record(z.string(), z.number()).optional(),
  /** Largest resident memory of the process, in MB. */
  memory: z.number(),
});
export type Measurement = z.infer<typeof measurementSchema>;

/** Folders that cases work in. */
export interface BenchFolders {
  /** A project of 10,000 resources with 20 events each. */
  readonly wide: string;
  /** A project of one resource with 100,000 events. */
  readonly tall: string;
  /** As `wide`, with two appends at once in every tenth stream. */
  readonly scarred: string;
  /** As `wide`, to be appended to. */
  readonly growing: string;
  /** 1 GB, there only for the case that asks for it. */
  readonly huge: string;
  /** A complete state folder of `wide`. */
  readonly wideState: string;
  /** An empty folder of this run's own. */
  readonly scratch: string;
}

export const benchFoldersSchema = z.object({
  wide: z.string(),
  tall: z.string(),
  scarred: z.string(),
  growing: z.string(),
  huge: z.string(),
  wideState: z.string(),
  scratch: z.string(),
});

export interface BenchCase {
  readonly title: string;
  readonly unit: "events/s" | "ms" | "MB/s";
  /** Upstream 0.4.15 as it was measured, lowest and highest; absent for a physical limit. */
  readonly upstream?: readonly [low: number, high: number];
  /** How many times better than upstream it is to be. */
  readonly goal?: number;
  /** Run only where it is named, since what it needs takes a minute and 1 GB to make. */
  readonly onRequest?: true;
  /** Folders that are read once before the clock starts: what is measured is the work, not what the system has at hand. */
  readonly reads?: readonly Exclude<keyof BenchFolders, "scratch">[];
  measure(folders: BenchFolders): Promise<Omit<Measurement, "memory">>;
}

/** Runs work and gives its milliseconds. */
export async function timed(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
