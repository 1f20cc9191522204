/**
 * Whether a whole text fits a pattern in which `*` stands for any run of characters, in time that grows with the
 * product of the two lengths at worst: no regular expression, which a pattern could make explode.
 */
export function fitsPattern(text: string, pattern: string): boolean {
  let place = 0;
  let want = 0;
  let star = -1;
  let resume = 0;
  while (place < text.length) {
    if (pattern[want] === "*") {
      star = want;
      want += 1;
      resume = place;
    } else if (want < pattern.length && pattern[want] === text[place]) {
      want += 1;
      place += 1;
    } else if (star !== -1) {
      want = star + 1;
      resume += 1;
      place = resume;
    } else {
      return false;
    }
  }
  while (pattern[want] === "*") want += 1;
  return want === pattern.length;
}
