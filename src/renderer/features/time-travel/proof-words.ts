import type { ProofState } from "../../../shared/ipc/model/timeline.ts";

/** What the chain says about a state, in words. */
export const PROOF_WORDS: Readonly<Record<ProofState, { readonly label: string; readonly meaning: string }>> = {
  proven: {
    label: "Proven",
    meaning: "Every record up to here has the checksum and the link that it was written with.",
  },
  explained: {
    label: "Explained",
    meaning: "Findings up to here all have a harmless cause that was itself verified.",
  },
  unproven: { label: "Unproven", meaning: "A record up to here is suspect, so this state is not proven by the chain." },
  unchained: { label: "Unchained", meaning: "The records have no hashes, so nothing proves or disproves this state." },
};
