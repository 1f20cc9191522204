import type { Page } from "@playwright/test";

/** In what the app runs: served to a browser, in Electron, or its built main and preload scripts without Electron's runtime. */
export type HostName = "browser" | "stand-in" | "electron";

/** The running app. A story knows no more of what it runs in than this. */
export interface Host extends AsyncDisposable {
  readonly page: Page;
  /** Shows the welcome screen. */
  openWelcome(): Promise<void>;
  /** Opens the project in a folder: at a place of it where addresses can be chosen, else on whatever screen that leads to. */
  openProject(folder: string, place: string): Promise<void>;
  /** On the welcome screen: chooses a folder below the workspace's home, as a person does. */
  chooseFolder(folder: string): Promise<void>;
  /** What the page has copied. */
  copied(): Promise<string>;
  /** Follows a link to a place of the app, as from a letter. @returns the page that shows it */
  follow(link: string): Promise<Page>;
}
