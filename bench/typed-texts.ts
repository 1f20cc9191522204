/** Words of the made logs, in the ways that people look for them. */
export const EVENT_FILTERS = [
  "harbour winter",
  "naïve -job",
  "user:zoe needle",
  'type:mark:added "ice wire"',
  "fulmar str*",
] as const;
export const RESOURCE_FILTERS = [
  "harbour",
  "needle ice",
  "winter -wire",
  "tag:person lund",
  "fulmar events:>10",
] as const;
export const SEARCHES = ["harbour needle", "zoe mark", "strand -winter", "北京 storm", '"ice wire"'] as const;
