import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openProject } from "./open-project.ts";
import { SemiontProject } from "./semiont-project.ts";

describe("a project", () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "semiont-project-"));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  async function config(text: string): Promise<void> {
    await mkdir(join(root, ".semiont"), { recursive: true });
    await writeFile(join(root, ".semiont", "config"), text);
  }

  const environment = { XDG_STATE_HOME: "/state", HOME: "/home/someone" };

  test("takes its name and git setting from the config, and its state folder from the name", async () => {
    await config('[project]\nname = "Family history"\nversion = "0.1.0"\n[git]\nsync = true\n[site]\ndomain = "x"\n');
    const project = new SemiontProject(root, { environment });
    expect(project).toMatchObject({
      root,
      name: "Family history",
      eventsDir: join(root, ".semiont", "events"),
      stateDir: "/state/semiont/Family history",
      stagesWithGit: true,
      configProblem: undefined,
    });
    expect(await openProject(root, { environment })).toEqual({ ...project });
  });

  test("is named after its folder without a config, and keeps its state in the home folder", () => {
    const project = new SemiontProject(root, { environment: { HOME: "/home/someone", XDG_STATE_HOME: "relative" } });
    expect(project.name).toBe(basename(root));
    expect(project.stateDir).toBe(join("/home/someone/.local/state/semiont", basename(root)));
    expect(project.stagesWithGit).toBe(false);
  });

  test("may be given another name or state folder", () => {
    expect(new SemiontProject(root, "other").name).toBe("other");
    expect(new SemiontProject(root, { stateDir: "/elsewhere" }).stateDir).toBe("/elsewhere");
  });

  test.each([
    ["what is not TOML", "[project\nname=", /line 1, column/],
    ["a name that is no text", "[project]\nname = 4", /project\.name/],
    ["a setting of the wrong kind", '[git]\nsync = "yes"', /git\.sync/],
    ["a name that leads out of the state folder", '[project]\nname = "../../etc"', /cannot name a folder/],
  ])("is opened and says so when its config holds %s", async (_what, text, complaint) => {
    await config(text);
    const project = new SemiontProject(root);
    expect(project.name).toBe(basename(root));
    expect(project.configProblem?.code).toBe("config-unusable");
    expect(project.configProblem?.message).toMatch(complaint);
    expect(project.configProblem?.file).toBe(join(root, ".semiont", "config"));
  });

  test("a config that cannot be read is a problem, not an absence", async () => {
    await mkdir(join(root, ".semiont", "config"), { recursive: true });
    expect((await openProject(root)).configProblem?.message).toMatch(/EISDIR/);
    expect(new SemiontProject(root).configProblem?.message).toMatch(/EISDIR/);
  });

  test("opening writes nothing", async () => {
    new SemiontProject(root);
    await openProject(root);
    expect(await readdir(root)).toEqual([]);
  });
});
