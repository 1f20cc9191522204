import { once } from "node:events";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { startTestInspector, type TestInspector } from "../../../testing/inspector-client.ts";
import { ask, connect, protocolsOf, type TestSocket } from "../../../testing/loopback-client.ts";
import { type BrowserServer, startBrowserServer } from "./server.ts";
import type { SocketLimits } from "./socket-limits.ts";

let engine: TestInspector;
let pageFolder: string;
let reports: string[];
const servers: BrowserServer[] = [];
const replySchema = z.object({ id: z.int(), reply: z.looseObject({ ok: z.boolean() }) });

beforeEach(async () => {
  engine = await startTestInspector();
  reports = [];
  pageFolder = join(engine.folder, "page");
  await mkdir(join(pageFolder, "assets"), { recursive: true });
  await writeFile(join(pageFolder, "index.html"), "<!doctype html><title>The page</title>");
  await writeFile(join(pageFolder, "assets", "main.js"), "export {};");
  await writeFile(join(engine.folder, "secret.json"), "secret");
});

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
  await engine[Symbol.asyncDispose]();
});

async function start(limits: Partial<SocketLimits> = {}): Promise<BrowserServer> {
  const server = await startBrowserServer({
    inspector: engine.inspector,
    pageFolder,
    port: 0,
    limits,
    report: (message, error) => reports.push(`${message} ${String(error)}`),
  });
  servers.push(server);
  return server;
}

/** What the page's own browser sends with its socket. */
function ownHeaders(server: BrowserServer): { "Sec-WebSocket-Protocol": string; Origin: string } {
  return {
    "Sec-WebSocket-Protocol": protocolsOf(server.address()),
    Origin: `http://127.0.0.1:${server.port}`,
  };
}

const welcomeSchema = z.object({ page: z.string().length(32), isBack: z.boolean() });

/** @param key of the page that comes back */
async function openSocket(
  server: BrowserServer,
  key?: string,
): Promise<TestSocket & { readonly welcome: z.infer<typeof welcomeSchema> }> {
  const path = key === undefined ? "/socket" : `/socket?page=${key}`;
  const socket = await connect(server.port, ownHeaders(server), path);
  if (typeof socket === "number") throw new Error(`The page's own socket was refused with ${socket}.`);
  return { ...socket, welcome: welcomeSchema.parse(await socket.next()) };
}

describe("the page over HTTP", () => {
  test("is the same for everybody, keeps nothing in a cookie, and opens no socket by itself", async () => {
    const server = await start();
    const { pathname, search } = new URL(server.address("/p/x/overview"));
    for (const path of [pathname + search, "/"]) {
      const page = await ask(server.port, path);
      expect(page.status).toBe(200);
      expect(page.body).toContain("The page");
      expect(page.headers["set-cookie"]).toBeUndefined();
      expect(page.body).not.toContain(new URLSearchParams(search).get("token"));
    }
    expect(await connect(server.port, { Origin: ownHeaders(server).Origin })).toBe(403);
  });

  test("is opened by a browser whose command line all can see, once and without the token", async () => {
    const server = await start();
    const { pathname, search, hash } = new URL(server.addressToOpen("/p/x/overview"));
    const token = new URL(server.address()).searchParams.get("token") ?? "";
    expect(search).not.toContain(token);
    expect(hash).toBe("#/p/x/overview");
    expect((await ask(server.port, pathname + search, { Host: "attacker.example" })).status).toBe(421);
    const first = await ask(server.port, pathname + search);
    expect(first.status).toBe(303);
    expect(first.headers.location).toBe(`/?token=${token}`);
    for (const path of [pathname + search, "/?ticket=", "/?ticket=guess"]) {
      const { status, body, headers } = await ask(server.port, path);
      expect(status, path).toBe(403);
      expect(body + JSON.stringify(headers)).not.toContain(token);
    }
  });

  test("says in words that an address has the wrong token, and to a page that asks", async () => {
    const server = await start();
    const wrong = "A".repeat(32);
    for (const [path, headers] of [
      ["/?token=", {}],
      [`/?token=${wrong}`, {}],
      ["/", { Authorization: `Bearer ${wrong}` }],
      ["/assets/main.js", { Authorization: "Bearer " }],
    ] as const) {
      const answer = await ask(server.port, path, headers);
      expect(answer.status, path).toBe(403);
      expect(answer.body).toContain("address that it printed");
    }
    const token = new URL(server.address()).searchParams.get("token");
    expect((await ask(server.port, "/", { Authorization: `Bearer ${token}` }, "HEAD")).status).toBe(200);
  });

  test("is refused under a name that resolves to loopback only now (DNS rebinding)", async () => {
    const server = await start();
    for (const Host of [
      "attacker.example",
      `attacker.example:${server.port}`,
      "127.0.0.1",
      `127.0.0.1:${server.port + 1}`,
    ]) {
      expect((await ask(server.port, "/", { Host })).status, Host).toBe(421);
    }
    expect((await ask(server.port, "/", { Host: `localhost:${server.port}` })).status).toBe(200);
  });

  test("comes with a policy that lets nothing but itself in, whatever the answer is", async () => {
    const server = await start();
    for (const path of ["/", "/missing.js"]) {
      const { headers } = await ask(server.port, path);
      const policy = headers["content-security-policy"] ?? "";
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self'");
      expect(policy).toContain(`connect-src 'self' ws://127.0.0.1:${server.port};`);
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain("unsafe");
      expect(headers["x-content-type-options"]).toBe("nosniff");
      expect(headers["referrer-policy"]).toBe("no-referrer");
      expect(headers["cache-control"]).toBe("no-store");
      expect(headers["access-control-allow-origin"]).toBeUndefined();
    }
  });

  test("gives out nothing that stands elsewhere", async () => {
    const server = await start();
    await symlink(join(engine.folder, "secret.json"), join(pageFolder, "assets", "link.json"));
    await symlink(engine.folder, join(pageFolder, "outside"));
    await mkdir(join(engine.folder, "page-sibling"));
    await writeFile(join(engine.folder, "page-sibling", "secret.json"), "secret");
    for (const path of [
      "/../secret.json",
      "/assets/../../secret.json",
      "/%2e%2e/secret.json",
      "/%2e%2e%2fsecret.json",
      "/..%5csecret.json",
      "/..\\secret.json",
      "/assets/%252e%252e/%252e%252e/secret.json",
      "/../page-sibling/secret.json",
      "/assets/link.json",
      "/outside/secret.json",
      "//etc/passwd",
      "/assets",
      "/assets/",
      "/index.html/",
      "/index.html%00.js",
      "/.hidden.json",
    ]) {
      const answer = await ask(server.port, path);
      expect(answer.status, path).toBeGreaterThanOrEqual(400);
      expect(answer.status, path).toBeLessThan(500);
      expect(answer.body, path).not.toBe("secret");
    }
    expect((await ask(server.port, "/assets/main.js")).headers["content-type"]).toContain("text/javascript");
    expect(reports).toEqual([]);
  });

  test("changes nothing: other methods are refused", async () => {
    const server = await start();
    for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) {
      expect((await ask(server.port, "/", {}, method)).status, method).toBe(405);
    }
  });
});

describe("the socket", () => {
  test("carries calls and their replies", async () => {
    const server = await start();
    const { socket, next } = await openSocket(server);
    socket.send(JSON.stringify({ id: 7, method: "application.read", input: {} }));
    expect(await next()).toMatchObject({ id: 7, reply: { ok: true, value: { host: "browser" } } });
  });

  test("is refused to another origin, to none, without the token, under a foreign Host, and at another path", async () => {
    const server = await start();
    const own = ownHeaders(server);
    const attempts: [string, Record<string, string>, string][] = [
      ["another site", { ...own, Origin: "https://attacker.example" }, "/socket"],
      ["another port of this machine", { ...own, Origin: `http://127.0.0.1:${server.port + 1}` }, "/socket"],
      ["a sandboxed frame", { ...own, Origin: "null" }, "/socket"],
      ["no browser", { "Sec-WebSocket-Protocol": own["Sec-WebSocket-Protocol"] }, "/socket"],
      ["a page without the token", { Origin: own.Origin }, "/socket"],
      ["a page with the protocol alone", { ...own, "Sec-WebSocket-Protocol": "semiont-inspector" }, "/socket"],
      ["a guessed token", { ...own, "Sec-WebSocket-Protocol": "semiont-inspector, guess" }, "/socket"],
      ["another protocol", { ...own, "Sec-WebSocket-Protocol": protocolsOf(server.address()).slice(1) }, "/socket"],
      ["a rebound name", { ...own, Host: `attacker.example:${server.port}` }, "/socket"],
      ["another name for both", { ...own, Host: "attacker.example", Origin: "http://attacker.example" }, "/socket"],
      ["another path", own, "/other"],
      ["a path that begins alike", own, "/socket-of-mine"],
      ["a page that comes back without the token", { Origin: own.Origin }, "/socket?page=any"],
    ];
    for (const [who, headers, path] of attempts) {
      const result = await connect(server.port, headers, path);
      expect(typeof result === "number" ? result : "let in", who).toBeGreaterThanOrEqual(400);
    }
  });

  test("answers a malformed call with a typed error, and what is no call with the end of the connection", async () => {
    const server = await start();
    const page = await openSocket(server);
    for (const [method, input] of [
      ["no.such.method", {}],
      ["__proto__", {}],
      ["application.read", { extra: 1 }],
      ["search.query", { text: "x".repeat(2000), limit: 5 }],
      ["project.open", { operation: "a", source: { kind: "folder", handle: "../../etc" } }],
      ["project.open", { operation: "a", source: { kind: "path", path: "/etc" } }],
    ] as const) {
      page.socket.send(JSON.stringify({ id: 1, method, input }));
      expect(await page.next(), method).toMatchObject({
        id: 1,
        reply: { ok: false, error: { code: "invalid-request" } },
      });
    }
    for (const message of [
      "no json",
      "null",
      "[]",
      '{"id":"x"}',
      '{"waiting":["x"]}',
      JSON.stringify({ id: 1, method: "x".repeat(65) }),
    ]) {
      const other = await openSocket(server);
      other.socket.send(message);
      expect(await other.closed, message).toBe(1008);
    }
  });

  test("ends for a message above the limit, and the server goes on", async () => {
    const server = await start({ messageBytes: 10_000 });
    const page = await openSocket(server);
    page.socket.send("x".repeat(10_001));
    expect(await page.closed).toBe(1009);
    expect(reports.join()).toContain("broke the rules");
    const { socket, next } = await openSocket(server);
    socket.send(JSON.stringify({ id: 1, method: "projects.recent", input: {} }));
    expect(await next()).toMatchObject({ reply: { ok: true } });
  });

  test("answers “busy” above the rate, and holds the number of pages", async () => {
    const server = await start({ burst: 3, callsPerSecond: 0, connections: 1 });
    const { socket, next } = await openSocket(server);
    for (const id of [1, 2, 3, 4]) socket.send(JSON.stringify({ id, method: "projects.recent", input: {} }));
    const answers = await Promise.all([next(), next(), next(), next()]);
    expect(answers.find((answer) => JSON.stringify(answer).includes('"id":4'))).toMatchObject({
      reply: { ok: false, error: { code: "busy" } },
    });
    expect(await connect(server.port, ownHeaders(server))).toBe(503);
  });

  test("works on so many calls of one page at once, and says “busy” to more", async () => {
    const server = await start({ callsAtOnce: 0 });
    const { socket, next } = await openSocket(server);
    socket.send(JSON.stringify({ id: 1, method: "projects.recent", input: {} }));
    expect(await next()).toMatchObject({ id: 1, reply: { ok: false, error: { code: "busy" } } });
  });

  test("ends for a page that does not answer any more", async () => {
    const server = await start({ heartbeatMs: 20 });
    const page = await connect(server.port, ownHeaders(server));
    if (typeof page === "number") throw new Error(`refused with ${page}`);
    page.socket.pong = () => undefined;
    expect(await page.closed).toBe(1006);
  });
});

describe("a page whose connection broke", () => {
  test("comes back to its project, and gets the answer to what was under way", async () => {
    const server = await start();
    const project = join(engine.folder, "project");
    await mkdir(join(project, ".semiont", "events"), { recursive: true });
    const { id } = await engine.inspector.admitFolder(project);
    const page = await openSocket(server);
    const source = { kind: "recent", id };
    page.socket.send(JSON.stringify({ id: 1, method: "project.open", input: { operation: "a", source } }));
    page.socket.send(JSON.stringify({ id: 2, method: "projects.recent", input: {} }));
    // Whatever of both has been answered by now is not read.
    await once(page.socket, "message");
    page.socket.terminate();

    const back = await openSocket(server, page.welcome.page);
    expect(back.welcome).toEqual({ page: page.welcome.page, isBack: true });
    back.socket.send(JSON.stringify({ waiting: [1, 2] }));
    const answered = new Set<number>();
    while (answered.size < 2) {
      const message = replySchema.safeParse(await back.next());
      if (!message.success) continue;
      expect(message.data.reply).toMatchObject({ ok: true });
      answered.add(message.data.id);
    }
    back.socket.send(JSON.stringify({ id: 3, method: "project.read", input: {} }));
    const isThird = (message: unknown) => replySchema.safeParse(message).data?.id === 3;
    let third: unknown;
    while (!isThird(third)) third = await back.next();
    expect(third).toMatchObject({ reply: { ok: true, value: { name: "project" } } });
  });

  test("finds what was answered while it was away, and hears what never arrived", async () => {
    const server = await start();
    const page = await openSocket(server);
    const arrived = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<void>();
    vi.spyOn(engine.inspector.handlers, "projects.recent").mockImplementation(async () => {
      arrived.resolve();
      await answer.promise;
      return [];
    });
    page.socket.send(JSON.stringify({ id: 1, method: "projects.recent", input: {} }));
    await arrived.promise;
    page.socket.terminate();
    await page.closed;
    answer.resolve();
    const back = await openSocket(server, page.welcome.page);
    back.socket.send(JSON.stringify({ waiting: [1, 2] }));
    expect(await back.next()).toEqual({ id: 1, reply: { ok: true, value: [] } });
    // That one never arrived.
    expect(await back.next()).toMatchObject({ id: 2, reply: { ok: false, error: { code: "disconnected" } } });
  });

  test("is told which replies are too old to be kept", async () => {
    const server = await start({ keptBytes: 0 });
    const page = await openSocket(server);
    for (const id of [1, 2]) {
      page.socket.send(JSON.stringify({ id, method: "projects.recent", input: {} }));
      await page.next();
    }
    page.socket.terminate();
    const back = await openSocket(server, page.welcome.page);
    back.socket.send(JSON.stringify({ waiting: [1, 2] }));
    expect(await back.next()).toMatchObject({ id: 1, reply: { ok: false, error: { code: "disconnected" } } });
    expect(await back.next()).toMatchObject({ id: 2, reply: { ok: false, error: { code: "disconnected" } } });
  });

  test("is let go of after a while, and at once when it was closed or broke the rules", async () => {
    const server = await start({ absenceMs: 0 });
    const gone = await openSocket(server);
    gone.socket.terminate();
    await vi.waitFor(async () => {
      const other = await openSocket(server, gone.welcome.page);
      other.socket.close(1001);
      expect(other.welcome.isBack).toBe(false);
    });
    const patient = await start();
    for (const leave of [
      (page: TestSocket) => page.socket.close(1001),
      (page: TestSocket) => page.socket.send("no call"),
    ]) {
      const page = await openSocket(patient);
      leave(page);
      await page.closed;
      expect((await openSocket(patient, page.welcome.page)).welcome.isBack).toBe(false);
    }
  });

  test("goes on with its newest connection where the old one is still thought to be there", async () => {
    const server = await start();
    const page = await openSocket(server);
    const back = await openSocket(server, page.welcome.page);
    expect(await page.closed).toBe(1006);
    back.socket.send(JSON.stringify({ id: 1, method: "projects.recent", input: {} }));
    expect(await back.next()).toMatchObject({ id: 1, reply: { ok: true } });
  });

  test("makes room for others when there are too many", async () => {
    const server = await start({ connections: 2 });
    const away = await openSocket(server);
    await openSocket(server);
    away.socket.terminate();
    await away.closed;
    await openSocket(server);
    const late = await connect(server.port, ownHeaders(server), `/socket?page=${away.welcome.page}`);
    expect(late).toBe(503);
  });
});

describe("the server", () => {
  test("listens on 127.0.0.1 and on no other address, not even another one of loopback", async () => {
    const server = await start();
    await expect(ask(server.port, "/", {}, "GET", "127.0.0.2")).rejects.toThrow(/ECONNREFUSED|EADDRNOTAVAIL|ETIMEDOUT/);
  });

  test("says when the port is taken", async () => {
    const server = await start();
    const second = startBrowserServer({
      inspector: engine.inspector,
      pageFolder,
      port: server.port,
      report: () => undefined,
    });
    await expect(second).rejects.toMatchObject({ code: "port-in-use" });
    await expect(second).rejects.toThrow(`Port ${server.port}`);
  });

  test("says goodbye to its pages when it closes", async () => {
    const server = await start();
    const page = await openSocket(server);
    servers.length = 0;
    await server.close();
    expect(await page.closed).toBe(1001);
    await expect(ask(server.port, "/")).rejects.toThrow("ECONNREFUSED");
  });

  test("reports no token", async () => {
    const server = await start();
    const token = new URL(server.address()).searchParams.get("token") ?? "";
    await ask(server.port, `/?token=${token}x`);
    await connect(server.port, { Origin: "https://attacker.example" }, `/socket?token=${token}`);
    expect(reports.join()).not.toContain(token);
  });
});
