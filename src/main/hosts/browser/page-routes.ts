import { Hono } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { contentSecurityPolicy, pageHeaders } from "../page/content-security-policy.ts";
import { readPageFile } from "../page/page-files.ts";
import type { Access } from "./access.ts";

/**
 * The page over HTTP. The first visit carries the token in its address and is sent on at once to one without, so that
 * the token stays in no history and no referrer.
 *
 * @param report hears of failures to read a file
 */
export function createPageRoutes(pageFolder: string, access: Access, report: (error: unknown) => void): Hono {
  const routes = new Hono();

  routes.use(async (context, next) => {
    const host = context.req.header("host");
    await next();
    for (const [name, value] of Object.entries(pageHeaders)) context.res.headers.set(name, value);
    // Said with its port, because not every browser takes 'self' to mean the socket too.
    const policy = contentSecurityPolicy(access.acceptsHost(host) ? ["'self'", `ws://${host}`] : []);
    context.res.headers.set("Content-Security-Policy", policy);
    context.res.headers.set("Cache-Control", "no-store");
  });

  routes.use(async (context, next) => {
    if (!access.acceptsHost(context.req.header("host"))) {
      return context.text("This server answers only under the address that it was started with.\n", 421);
    }
    if (context.req.method !== "GET" && context.req.method !== "HEAD") {
      return context.text("Only GET and HEAD are answered here.\n", 405, { Allow: "GET, HEAD" });
    }
    return next();
  });

  routes.get("/", async (context, next) => {
    const token = context.req.query("token");
    if (token === undefined) return next();
    if (!access.acceptsToken(token)) return context.text(wrongAddress, 403);
    setCookie(context, access.cookieName, access.cookieValue, { path: "/", httpOnly: true, sameSite: "Strict" });
    return context.redirect("/", 303);
  });

  routes.get("*", async (context) => {
    if (!access.acceptsCookie(getCookie(context, access.cookieName))) return context.text(wrongAddress, 403);
    // The raw path: what is decoded twice means something else the second time.
    const file = await readPageFile(pageFolder, rawPath(context.req.url));
    if (file === null) return context.text("There is nothing at this address.\n", 404);
    return context.body(file.content, 200, { "Content-Type": file.mediaType });
  });

  routes.onError((error, context) => {
    report(error);
    return context.text("The page cannot be read; the window in which the inspector was started says why.\n", 500);
  });
  return routes;
}

const wrongAddress =
  "This page belongs to a running Semiont Inspector and opens only from the address that it printed when it started.\n" +
  "Copy that address, with everything after “token=”, into the address bar.\n";

function rawPath(url: string): string {
  const start = url.indexOf("/", url.indexOf("://") + 3);
  const end = url.slice(start).search(/[?#]/);
  return end === -1 ? url.slice(start) : url.slice(start, start + end);
}
