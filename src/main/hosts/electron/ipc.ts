import { ipcMain, type WebContents, type WebFrameMain } from "electron";
import { z } from "zod";
import { CALL_CHANNEL, DROP_CHANNEL } from "../../../shared/ipc/channels.ts";
import type { Reply } from "../../../shared/ipc/client.ts";
import { dispatch } from "../../../shared/ipc/dispatch.ts";
import type { ContractErrorCode } from "../../../shared/ipc/errors.ts";
import type { Connection, Inspector } from "../../inspector/inspector.ts";
import { isAppAddress } from "./app-address.ts";
import { isAcceptable } from "./payload-size.ts";

export interface IpcOptions {
  readonly inspector: Inspector;
  /** The connection of the window that shows this page; null for anything that is no window of ours. */
  connectionOf(page: WebContents): Connection | null;
  /** A person dropped a folder on the window. The path comes from Electron, not from the page. */
  dropped(page: WebContents, path: string): void;
  report(message: string, error: unknown): void;
}

const pathSchema = z.string().min(1).max(4096);
const methodSchema = z.string().max(64);

/** The only door for messages from pages. @returns what closes it */
export function openIpc({ inspector, connectionOf, dropped, report }: IpcOptions): () => void {
  ipcMain.handle(CALL_CHANNEL, async (event, method: unknown, input: unknown): Promise<Reply> => {
    const connection = isOurPage(event) ? connectionOf(event.sender) : null;
    if (connection === null) return refusal("not-allowed", "Only the inspector's own page may ask this.");
    const name = methodSchema.safeParse(method);
    if (!name.success || !isAcceptable(input)) {
      return refusal("invalid-request", "The request is too large, or no plain value.");
    }
    return dispatch(inspector.handlers, connection.context, name.data, input, (failed, error) =>
      report(`“${failed}” failed.`, error),
    );
  });
  ipcMain.on(DROP_CHANNEL, (event, path: unknown) => {
    const parsed = pathSchema.safeParse(path);
    if (parsed.success && isOurPage(event) && connectionOf(event.sender) !== null) dropped(event.sender, parsed.data);
  });
  return () => {
    ipcMain.removeHandler(CALL_CHANNEL);
    ipcMain.removeAllListeners(DROP_CHANNEL);
  };
}

interface Sender {
  readonly sender: WebContents;
  readonly senderFrame: WebFrameMain | null;
}

/**
 * The top frame of the window, showing our page: no frame within it, no page that it was led to, none that is gone. By the
 * frame's id: that one object stands for one frame is nowhere promised.
 */
function isOurPage({ sender, senderFrame }: Sender): boolean {
  if (senderFrame === null || senderFrame.isDestroyed() || senderFrame.detached) return false;
  const isTop = senderFrame.parent === null && senderFrame.frameTreeNodeId === sender.mainFrame.frameTreeNodeId;
  return isTop && isAppAddress(senderFrame.url);
}

function refusal(code: ContractErrorCode, message: string): Reply {
  return { ok: false, error: { code, message } };
}
