/** “1 event”, “2 events”, “12,345 events”. */
export function plural(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${count === 1 ? noun : `${noun}s`}`;
}
