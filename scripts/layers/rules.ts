/** What the files under one folder may import. Types count like values: a layer that names another depends on it. */
export interface Layer {
  /** The folder, from the project's root. The longest one that fits a file is its layer. */
  readonly folder: string;
  /** Folders beside its own that it may import from. */
  readonly mayImport: readonly string[];
  /** Whether Node's own modules exist where it runs. */
  readonly node: boolean;
  /** Packages it may import: a list, or any but Electron. */
  readonly packages: readonly string[] | "any-but-electron";
}

const shared = "src/shared";
const eventStore = "src/main/event-store";
const inspector = "src/main/inspector";
const hosts = "src/main/hosts";

export const layers: readonly Layer[] = [
  { folder: shared, mayImport: [], node: false, packages: ["zod", "rxjs", "diff", "sarif", "re2js"] },
  { folder: eventStore, mayImport: [shared], node: true, packages: ["zod", "rxjs", "smol-toml"] },
  { folder: inspector, mayImport: [eventStore, shared], node: true, packages: "any-but-electron" },
  { folder: hosts, mayImport: [inspector, eventStore, shared], node: true, packages: "any-but-electron" },
  {
    folder: `${hosts}/browser`,
    mayImport: [hosts, inspector, eventStore, shared],
    node: true,
    packages: "any-but-electron",
  },
  {
    folder: `${hosts}/cli`,
    mayImport: [hosts, `${hosts}/browser`, inspector, eventStore, shared],
    node: true,
    packages: "any-but-electron",
  },
  {
    folder: `${hosts}/electron`,
    mayImport: [hosts, inspector, eventStore, shared],
    node: true,
    packages: ["electron", "zod", "rxjs"],
  },
  { folder: "src/preload", mayImport: [shared], node: false, packages: ["electron"] },
  { folder: "src/renderer", mayImport: [shared], node: false, packages: "any-but-electron" },
  // Components without domain words: they know neither the screens nor the shell.
  { folder: "src/renderer/ui", mayImport: [shared], node: false, packages: "any-but-electron" },
  {
    folder: "src/renderer/features",
    mayImport: ["src/renderer", "src/renderer/ui", "src/renderer/app", shared],
    node: false,
    packages: "any-but-electron",
  },
  {
    folder: "src/renderer/app",
    mayImport: ["src/renderer", "src/renderer/ui", "src/renderer/features", shared],
    node: false,
    packages: "any-but-electron",
  },
];

/** Tests reach their own layer's sources as it does, and besides these, any package and all of Node. */
export const testSupport = "src/testing";

/** A name of Electron's that exactly one file may import, so that there is one door to look after. */
export const onlyDoor = { name: "ipcMain", folder: `${hosts}/electron` };

/** Where the processes start that answer the window and must never wait for a disk. */
export const processEntries = [`${hosts}/electron/main.ts`, `${hosts}/cli/start.ts`];
