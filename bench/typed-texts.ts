/** Words of the made logs, in the ways that people look for them. */
export const EVENT_FILTERS = [
  "harbour winter",
  "naïve -job",
  "user:zoe needle",
  'type:mark:added "ice wire"',
  "fulmar str*",
] as const;
/** Others, so that no answer is known from the letters before. */
export const EVENT_FILTERS_AT_ONCE = [
  ...["storm strand", "wire -lund", "user:ana fulmar", "type:mark:removed ice", "needle wint*"],
  ...["lund storm", "-type:job* wire", "ice fulmar", "harbour -needle", '"winter storm"'],
  ...["user:zoe strand", "fulmar -ice", "type:yield:* lund", "wire needle", "harbour stra*"],
  ...["winter lund", "-user:ana storm", "needle fulmar", "strand -wire", '"ice harbour"'],
] as const;
export const RESOURCE_FILTERS = [
  "harbour",
  "needle ice",
  "winter -wire",
  "tag:person lund",
  "fulmar events:>10",
] as const;
export const SEARCHES = ["harbour needle", "zoe mark", "strand -winter", "北京 storm", '"ice wire"'] as const;
