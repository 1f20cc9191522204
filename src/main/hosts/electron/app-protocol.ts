import { type Protocol, protocol } from "electron";
import { contentSecurityPolicy, pageHeaders } from "../page/content-security-policy.ts";
import { readPageFile } from "../page/page-files.ts";
import { APP_SCHEME, isAppAddress } from "./app-address.ts";

/** To be called before the app is ready. A standard and secure scheme, without any leave to go around the policy. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: APP_SCHEME, privileges: { standard: true, secure: true } }]);
}

/** Gives out the built page under `app://inspector/`, and nothing else. */
export function serveApp(
  target: Protocol,
  pageFolder: string,
  report: (message: string, error: unknown) => void,
): void {
  target.handle(APP_SCHEME, async (request) => {
    try {
      return await answer(request, pageFolder);
    } catch (error) {
      report("A part of the page could not be read.", error);
      return plain(500, "This part of the app cannot be read.");
    }
  });
}

async function answer(request: Request, pageFolder: string): Promise<Response> {
  if (!isAppAddress(request.url)) return plain(403, "There is no such place.");
  if (request.method !== "GET" && request.method !== "HEAD") return plain(405, "Only GET is answered here.");
  const file = await readPageFile(pageFolder, new URL(request.url).pathname);
  if (file === null) return plain(404, "There is no such file.");
  return new Response(file.content, { headers: { ...headers, "Content-Type": file.mediaType } });
}

/** The page speaks to its host through the preload script; it connects to nothing. */
const headers = { ...pageHeaders, "Content-Security-Policy": contentSecurityPolicy([]) };

function plain(status: number, text: string): Response {
  return new Response(text, { status, headers: { ...headers, "Content-Type": "text/plain; charset=utf-8" } });
}
