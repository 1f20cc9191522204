import { app, dialog } from "electron";
import { findInstallation } from "../installation.ts";
import { LINK_SCHEME, placeOfLink } from "./app-address.ts";
import { registerAppScheme } from "./app-protocol.ts";
import { type DesktopApp, startDesktopApp } from "./desktop-app.ts";
import { type LaunchWish, readLaunchArguments } from "./launch-arguments.ts";

/** Standard error: what the app cannot tell in a window. */
function report(message: string, error: unknown): void {
  process.stderr.write(`${message} ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
}

// Before anything else, and before the app is ready: both count from the first process on.
app.enableSandbox();
registerAppScheme();

/** What was asked for while the app was starting. */
const waiting: LaunchWish[] = [];
let running: DesktopApp | null = null;

function show(wish: LaunchWish): void {
  if (running === null) waiting.push(wish);
  else running.show(wish).catch((error: unknown) => report("What was asked for could not be shown.", error));
}

/** In development the first argument is the app's own folder. */
function argumentsOf(argv: readonly string[]): readonly string[] {
  return argv.slice(app.isPackaged ? 1 : 2);
}

async function start(): Promise<void> {
  const installation = await findInstallation(import.meta.url);
  await app.whenReady();
  // In development the links would be given to Electron itself, which knows nothing of us.
  if (app.isPackaged) app.setAsDefaultProtocolClient(LINK_SCHEME);
  running = await startDesktopApp(installation, report);
  const wishes = waiting.filter(({ folder, place }) => folder !== undefined || place !== undefined);
  for (const wish of wishes.length === 0 ? [{}] : wishes) await running.show(wish);
}

if (app.requestSingleInstanceLock()) {
  show(readLaunchArguments(argumentsOf(process.argv), process.cwd()));
  app.on("second-instance", (_event, argv, workingFolder) => {
    show(readLaunchArguments(argumentsOf(argv), workingFolder));
  });
  // macOS hands over links and folders as events.
  app.on("open-url", (event, link) => {
    event.preventDefault();
    const place = placeOfLink(link);
    if (place !== null) show({ place });
  });
  app.on("open-file", (event, folder) => {
    event.preventDefault();
    show({ folder });
  });
  start().catch((error: unknown) => {
    report("The inspector could not start.", error);
    dialog.showErrorBox("Semiont Inspector could not start", error instanceof Error ? error.message : String(error));
    app.exit(1);
  });
} else {
  // The app that runs already has been given our arguments.
  app.quit();
}
