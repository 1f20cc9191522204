import type { Page } from "playwright";

/** A page of the inspector with one of the large projects open. */
export interface Stand {
  readonly page: Page;
  /** Loads the page anew at a place of the project: `timeline`, `r/<stream>/view`. */
  load(place: string): Promise<void>;
  /** Goes to a place within the loaded page, as a link does. */
  goTo(place: string): Promise<void>;
  /** A stream of the project that is large for it. */
  readonly stream: string;
}

interface Named {
  readonly project: "wide" | "tall";
  readonly title: string;
}

/** Something that people do, measured many times. */
export type Scenario = Named &
  (
    | {
        /** Milliseconds; the goal is for the 95th percentile. */
        readonly kind: "time";
        readonly goal: number;
        run(stand: Stand): Promise<readonly number[]>;
      }
    | {
        /** Milliseconds of each frame; 95 % of them are to be shorter than the goal. */
        readonly kind: "frames";
        readonly goal: number;
        run(stand: Stand): Promise<readonly number[]>;
      }
  );
