import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { damageLibrary } from "./damage/write-damaged-twin.ts";
import { tellLibraryStory } from "./library-story.ts";
import { writeLibrary } from "./write-library.ts";
import { writeAgedState, writeWholeState } from "./write-state.ts";

export const SOUND_SAMPLE = "aurora-library";
export const DAMAGED_SAMPLE = "aurora-library-damaged";
/** What a check must find in the damaged sample, beside it. */
export const EXPECTED_FINDINGS = `${DAMAGED_SAMPLE}.expected.json`;

const SAMPLES = [
  {
    id: SOUND_SAMPLE,
    name: "Aurora Station Library",
    description:
      "The library of a small polar research station, two years of history. Its chains hold; its views are some months old and wait for a rebuild.",
  },
  {
    id: DAMAGED_SAMPLE,
    name: "Aurora Station Library, damaged",
    description: "The same library after everything that can go wrong with a log. One record was altered: find it.",
  },
];

/** Writes the bundled samples into a folder; what was there under their names is replaced. The same bytes every time. */
export async function writeSamples(folder: string): Promise<void> {
  const sound = join(folder, SOUND_SAMPLE);
  const damaged = join(folder, DAMAGED_SAMPLE);
  await mkdir(folder, { recursive: true });
  await rm(sound, { recursive: true, force: true });
  await rm(damaged, { recursive: true, force: true });
  const { shelf, moments } = tellLibraryStory();
  await writeLibrary(sound, moments);
  await cp(sound, damaged, { recursive: true });
  await writeAgedState(join(sound, "state"), sound, shelf);
  // These views are from before the damage, so that comparing them shows what was altered.
  await writeWholeState(join(damaged, "state"), damaged);
  const expected = await damageLibrary(damaged, shelf);
  await writeFile(join(folder, EXPECTED_FINDINGS), `${JSON.stringify(expected, null, 2)}\n`);
  await writeFile(join(folder, "samples.json"), `${JSON.stringify(SAMPLES, null, 2)}\n`);
}
