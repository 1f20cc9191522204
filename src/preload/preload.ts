import { contextBridge, type IpcRendererEvent, ipcRenderer, webUtils } from "electron";
import { CALL_CHANNEL, DROP_CHANNEL, PUSH_CHANNEL } from "../shared/ipc/channels.ts";
import type { Carrier } from "../shared/ipc/client.ts";

/** All that the page gets. Listeners never see the event of the message, which would lead to `ipcRenderer`. */
const carrier: Carrier = {
  call: (method, input) => ipcRenderer.invoke(CALL_CHANNEL, method, input),
  listen(listener) {
    const hear = (_event: IpcRendererEvent, name: string, value: unknown) => listener(name, value);
    ipcRenderer.on(PUSH_CHANNEL, hear);
    return () => {
      ipcRenderer.off(PUSH_CHANNEL, hear);
    };
  },
  // The host lives as long as the window.
  onConnection: () => () => undefined,
};

contextBridge.exposeInMainWorld("semiont", carrier);

// A folder dropped on the window is opened by the host, which answers with a place to go to: no path reaches the page.
window.addEventListener("dragover", (event) => event.preventDefault());
window.addEventListener("drop", (event) => {
  event.preventDefault();
  const file = event.isTrusted ? event.dataTransfer?.files[0] : undefined;
  const path = file === undefined ? "" : webUtils.getPathForFile(file);
  if (path !== "") ipcRenderer.send(DROP_CHANNEL, path);
});
