import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";
import { runCommand, startServer } from "./app/server.ts";
import { openWorkspace } from "./app/workspace.ts";

const commandLine = fileURLToPath(new URL("../out/cli/semiont-inspector.mjs", import.meta.url));

test("Ctrl-C ends the server in order, and the token stays out of the address", async ({ page }) => {
  await using workspace = await openWorkspace();
  const server = spawn(process.execPath, [commandLine, "serve", await workspace.sample("aurora-library")], {
    env: workspace.environment,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [printed]: unknown[] = await once(server.stdout, "data");
  const address = /http:\/\/127\.0\.0\.1:\d+\S*/.exec(String(printed))?.[0] ?? "";
  await page.goto(address);
  await expect(page).toHaveTitle(/^Verified/);
  expect(page.url()).not.toContain("token");
  const ended = once(server, "exit");
  server.kill("SIGINT");
  expect(await ended).toEqual([0, null]);
});

test("a port that is taken has a sentence, and the other server goes on", async () => {
  await using workspace = await openWorkspace();
  await using server = await startServer(workspace);
  const { port } = new URL(server.address);
  const { code, output, errors } = await runCommand(workspace, "serve", "--port", port);
  expect(errors).toContain(`Port ${port} of 127.0.0.1 is taken`);
  expect(output).toBe("");
  expect(code).toBe(2);
  expect((await fetch(server.address)).status).toBe(200);
});
