import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { HostPort } from "../main/inspector/host-port.ts";
import { createInspector, type Inspector } from "../main/inspector/inspector.ts";
import { createClient } from "../shared/ipc/client.ts";
import type { MethodInput, MethodName, MethodOutput, PushedEvent, PushedEventName } from "../shared/ipc/contract.ts";
import { dispatch } from "../shared/ipc/dispatch.ts";

/** An inspector with one client that speaks to it as a page does, parsed on both sides. */
export interface TestInspector extends AsyncDisposable {
  readonly inspector: Inspector;
  readonly page: TestPage;
  /** A temporary folder that is removed in the end. */
  readonly folder: string;
  /** Failures that were reported; a test that expects none checks that it is empty. */
  readonly reported: readonly string[];
  connect(): TestPage;
}

export interface TestPage {
  call<Name extends MethodName>(method: Name, input: MethodInput<Name>): Promise<MethodOutput<Name>>;
  open(folder: string): Promise<MethodOutput<"project.open">>;
  /** Resolves with the first push, heard already or yet to come, that fits; each push is given out once. */
  next<Name extends PushedEventName>(
    name: Name,
    fits?: (value: PushedEvent<Name>) => boolean,
  ): Promise<PushedEvent<Name>>;
  disconnect(): Promise<void>;
}

const host: HostPort = {
  host: "browser",
  platform: "linux",
  version: "0.0.0",
  abilities: { nativeFolderDialog: false, revealFiles: false, openEditor: false, severalWindows: false },
};

export async function startTestInspector(
  options: { readonly samples?: string; readonly host?: HostPort } = {},
): Promise<TestInspector> {
  const folder = await mkdtemp(join(tmpdir(), "semiont-inspector-"));
  const reported: string[] = [];
  const inspector = await createInspector({
    host: options.host ?? host,
    folders: {
      configuration: join(folder, "config"),
      cache: join(folder, "cache"),
      samples: options.samples ?? null,
      home: folder,
    },
    report: (message, error) => reported.push(`${message} ${String(error)}`),
  });
  const connect = () => connectPage(inspector, reported);
  return {
    inspector,
    page: connect(),
    folder,
    reported,
    connect,
    async [Symbol.asyncDispose]() {
      await inspector.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

interface Heard {
  readonly name: PushedEventName;
  readonly value: unknown;
}

function connectPage(inspector: Inspector, reported: string[]): TestPage {
  let heard: Heard[] = [];
  let wake: (() => void)[] = [];
  const connection = inspector.connect({
    push(name, value) {
      heard.push({ name, value });
      for (const look of wake) look();
    },
  });
  const client = createClient({
    call: async (method, input) =>
      // Both carriers turn values into text or copies of themselves.
      structuredClone(
        await dispatch(inspector.handlers, connection.context, method, structuredClone(input), (name, error) =>
          reported.push(`${name} ${error instanceof Error ? error.stack : String(error)}`),
        ),
      ),
    listen: () => () => undefined,
    onConnection: () => () => undefined,
  });
  let operations = 0;
  return {
    call: (method, input) => client.call(method, input),
    async open(folder) {
      const { handle } = await inspector.admitFolder(folder);
      operations += 1;
      return client.call("project.open", { operation: `open-${operations}`, source: { kind: "folder", handle } });
    },
    next(name, fits = () => true) {
      return new Promise((resolve) => {
        const look = () => {
          for (const [index, push] of heard.entries()) {
            if (push.name !== name || !isPush(push, name) || !fits(push.value)) continue;
            heard = heard.toSpliced(index, 1);
            wake = wake.filter((other) => other !== look);
            resolve(push.value);
            return;
          }
        };
        wake.push(look);
        look();
      });
    },
    disconnect: () => connection.disconnect(),
  };
}

function isPush<Name extends PushedEventName>(
  push: Heard,
  name: Name,
): push is { readonly name: Name; readonly value: PushedEvent<Name> } {
  return push.name === name;
}
