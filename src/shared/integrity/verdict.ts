/** What can be said of a stream or a project, best first; a project is as good as its worst stream. */
export const VERDICTS = ["verified", "unchained", "explained", "suspect", "unreadable"] as const;

export type Verdict = (typeof VERDICTS)[number];

/** The words that go with a verdict; colour never carries it alone. */
export const VERDICT_WORDS: Readonly<Record<Verdict, { label: string; meaning: string }>> = {
  verified: { label: "Verified", meaning: "Hashes are present and all of them hold." },
  unchained: { label: "Unchained", meaning: "There are no hashes, so only sequence numbers and git can say anything." },
  explained: {
    label: "Explained",
    meaning: "There are findings, and each has a harmless cause that was itself verified.",
  },
  suspect: { label: "Suspect", meaning: "A finding has no known harmless cause." },
  unreadable: { label: "Unreadable", meaning: "A file of the stream could not be read." },
};

/** The worse of all, or `verified` when there are none. */
export function worstVerdict(verdicts: Iterable<Verdict>): Verdict {
  let worst = 0;
  for (const verdict of verdicts) {
    worst = Math.max(worst, VERDICTS.indexOf(verdict));
  }
  return VERDICTS[worst] ?? "verified";
}
