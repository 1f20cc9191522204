import type { FindingCode } from "./finding-causes.ts";

/**
 * The name of a finding, the same in every run for as long as the same is found at the same place: whatever is appended
 * or happens to other streams. What was found is part of it, so that who has looked at one finding has not thereby
 * acknowledged what is done to the record later.
 * @param place a path below the log's folder, or what else tells where
 */
export function findingId(
  code: FindingCode,
  place: string,
  position: string | number,
  expected: string | null,
  actual: string | null,
): string {
  const seen = [expected, actual].flatMap((text) => (text === null ? [] : [brief(text)]));
  return [code, place, position, ...(seen.length === 0 ? [] : [seen.join("-")])].join("@");
}

const HASH = /^[0-9a-f]{64}$/;
const WORD = /^[\w.:]{1,16}$/;

/** A beginning of a hash is as hard to meet again as it is long; other texts are told by two sums of 32 bits. */
function brief(text: string): string {
  if (HASH.test(text)) return text.slice(0, 16);
  return WORD.test(text) ? text : sumOf(text, 0x811c9dc5) + sumOf(text, 0x9747b28c);
}

/** FNV-1a from a start. */
function sumOf(text: string, start: number): string {
  let sum = start;
  for (let index = 0; index < text.length; index += 1) sum = Math.imul(sum ^ text.charCodeAt(index), 0x01000193);
  return (sum >>> 0).toString(16).padStart(8, "0");
}
