import { type Context, Hono } from "hono";
import { contentSecurityPolicy, pageHeaders } from "../page/content-security-policy.ts";
import { readPageFile } from "../page/page-files.ts";
import type { Access } from "./access.ts";

/**
 * The page over HTTP. It is the same for everybody and holds no secret: what it shows comes over the socket, which wants the
 * token. A wrong token is refused here already, where a person can be told in words.
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
    context.res.headers.set("Cache-Control", isKept(context) ? "private, max-age=31536000, immutable" : "no-store");
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
    const ticket = context.req.query("ticket");
    if (ticket === undefined) return next();
    // The place after # stays with the browser.
    return access.takeTicket(ticket) ? context.redirect(`/?token=${access.token}`, 303) : context.text(usedTicket, 403);
  });

  routes.use(async (context, next) => {
    // A page asks with its token whether it would be let in: a socket does not say why it was refused.
    const asked = context.req.header("authorization")?.replace(/^Bearer /, "");
    const given = asked ?? context.req.query("token");
    if (given !== undefined && !access.acceptsToken(given)) return context.text(wrongAddress, 403);
    return next();
  });

  routes.get("*", async (context) => {
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

/** Built files have a digest of their content in their names; a browser that keeps them also keeps their compiled code. */
function isKept({ req, res }: Context): boolean {
  return res.ok && req.path.startsWith("/assets/");
}

const usedTicket =
  "This address opened Semiont Inspector once and does so no more.\n" +
  "Open the address that the inspector printed when it started.\n";

function rawPath(url: string): string {
  const start = url.indexOf("/", url.indexOf("://") + 3);
  const end = url.slice(start).search(/[?#]/);
  return end === -1 ? url.slice(start) : url.slice(start, start + end);
}
