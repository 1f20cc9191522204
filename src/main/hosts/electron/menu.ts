import { Menu, type MenuItemConstructorOptions } from "electron";

export interface MenuActions {
  newWindow(): void;
  openFolder(): void;
  /** Runs a command of the palette in the window in front. */
  run(command: string): void;
}

/** The same commands as in the palette, where people look for them first. Keys are those of the page. */
export function setMenu(actions: MenuActions, isMac: boolean): void {
  const command = (label: string, id: string): MenuItemConstructorOptions => ({ label, click: () => actions.run(id) });
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: "appMenu" } as const] : []),
    {
      label: "&File",
      submenu: [
        { label: "New Window", accelerator: "CmdOrCtrl+N", click: actions.newWindow },
        { label: "Open Folder…", accelerator: "CmdOrCtrl+O", click: actions.openFolder },
        command("Open Another Project", "project.open"),
        { type: "separator" },
        command("Close Project", "project.close"),
        { role: isMac ? "close" : "quit" },
      ],
    },
    { role: "editMenu" },
    {
      label: "&Go",
      submenu: [
        command("Overview", "go.overview"),
        command("Resources", "go.resources"),
        command("Timeline", "go.timeline"),
        command("Integrity", "go.integrity"),
        command("Rebuild", "go.rebuild"),
        command("Search", "go.search"),
        { type: "separator" },
        command("Back", "history.back"),
        command("Forward", "history.forward"),
        { type: "separator" },
        command("Search and Run Commands", "palette.show"),
        command("Copy Link to This Place", "place.copy"),
      ],
    },
    {
      label: "&View",
      submenu: [
        command("Light Colours", "theme.light"),
        command("Dark Colours", "theme.dark"),
        command("Colours as the System Has Them", "theme.system"),
        { type: "separator" },
        command("Show or Hide the Side Bar", "window.side-bar"),
        { type: "separator" },
        { role: "resetZoom" },
        { role: "zoomIn" },
        { role: "zoomOut" },
        { role: "togglefullscreen" },
        { type: "separator" },
        { role: "reload" },
        { role: "toggleDevTools" },
      ],
    },
    { role: "windowMenu" },
    { role: "help", submenu: [command("Show All Keys", "keys.show")] },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
