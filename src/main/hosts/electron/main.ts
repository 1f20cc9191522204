import { app, dialog } from "electron";
import { findInstallation } from "../installation.ts";
import { LINK_SCHEME, placeOfLink } from "./app-address.ts";
import { registerAppScheme } from "./app-protocol.ts";
import { type DesktopApp, startDesktopApp } from "./desktop-app.ts";
import { givenArguments, type LaunchWish, launchSchema, readLaunchArguments } from "./launch-arguments.ts";

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

async function start(): Promise<void> {
  const installation = await findInstallation(import.meta.url);
  await app.whenReady();
  // In development the links would be given to Electron itself, which knows nothing of us.
  if (app.isPackaged) app.setAsDefaultProtocolClient(LINK_SCHEME);
  running = await startDesktopApp(installation, report);
  const wishes = waiting.filter(({ folder, place }) => folder !== undefined || place !== undefined);
  for (const wish of wishes.length === 0 ? [{}] : wishes) await running.show(wish);
}

const launch = {
  // In development the app's own folder stands among the arguments.
  given: givenArguments(process.argv, app.isPackaged ? null : app.getAppPath()),
  workingFolder: process.cwd(),
};
// Handed over as they are: Chromium orders and adds to the command line that the event brings along.
if (app.requestSingleInstanceLock(launch)) {
  show(readLaunchArguments(launch.given, launch.workingFolder));
  app.on("second-instance", (_event, _argv, _folder, handedOver) => {
    const second = launchSchema.safeParse(handedOver);
    // It is ours or another version's; a window in front is the least that its person wants.
    show(second.success ? readLaunchArguments(second.data.given, second.data.workingFolder) : {});
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
