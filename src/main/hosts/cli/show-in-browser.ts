import { spawn } from "node:child_process";
import { errorCode } from "../../event-store/system-error.ts";

/** Opens an address of ours in the person's browser. @param failed told in words, when there is nothing to open it with */
export function showInBrowser(address: string, failed: (reason: string) => void): void {
  const [program, ...given] = opener(process.platform, address);
  const child = spawn(program, given, { stdio: "ignore", detached: true });
  child.on("error", (error) => failed(errorCode(error) === "ENOENT" ? `there is no ${program} here` : error.message));
  child.on("exit", (code) => {
    if (code !== null && code !== 0) failed(`${program} ended with code ${code}`);
  });
  child.unref();
}

function opener(platform: NodeJS.Platform, address: string): [string, ...string[]] {
  if (platform === "darwin") return ["open", address];
  if (platform === "win32") return ["rundll32", "url.dll,FileProtocolHandler", address];
  return ["xdg-open", address];
}
