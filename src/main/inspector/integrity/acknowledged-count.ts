import type { ProjectIndex } from "../index/project-index.ts";
import type { Acknowledgements } from "./acknowledgements.ts";

/** How many of the suspect findings there are now somebody has acknowledged. */
export function acknowledgedCount(project: ProjectIndex, acknowledgements: Acknowledgements): number {
  if (acknowledgements.size === 0) return 0;
  let count = 0;
  for (const { findings } of project.streams()) {
    for (const { id, severity } of findings) {
      if (severity === "suspect" && acknowledgements.of(id) !== null) count += 1;
    }
  }
  return count;
}
