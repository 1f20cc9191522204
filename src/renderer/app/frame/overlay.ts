/** What is shown above the screen. */
export type Overlay = "palette" | "keys" | "bundle" | null;
