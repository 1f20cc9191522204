import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import type { Application } from "../../shared/ipc/model/application.ts";

export type PlatformName = Application["platform"];

/** The name that the contract has for the system we run on. */
export function platformName(platform: NodeJS.Platform): PlatformName {
  if (platform === "darwin") return "macos";
  return platform === "win32" ? "windows" : "linux";
}

export interface UserFolders {
  readonly configuration: string;
  readonly cache: string;
  readonly home: string;
}

/** The folders that each system keeps for a program's settings and cache. Nothing is created. */
export function userFolders(
  platform: PlatformName,
  environment: Readonly<Record<string, string | undefined>>,
  home: string = homedir(),
): UserFolders {
  const name = "semiont-inspector";
  // The XDG specification has relative values ignored.
  const given = (variable: string, otherwise: string) => {
    const value = environment[variable];
    return value !== undefined && isAbsolute(value) ? value : otherwise;
  };
  if (platform === "macos") {
    const library = join(home, "Library");
    return { configuration: join(library, "Application Support", name), cache: join(library, "Caches", name), home };
  }
  if (platform === "windows") {
    const local = given("LOCALAPPDATA", join(home, "AppData", "Local"));
    return {
      configuration: join(given("APPDATA", join(home, "AppData", "Roaming")), name),
      cache: join(local, name, "Cache"),
      home,
    };
  }
  return {
    configuration: join(given("XDG_CONFIG_HOME", join(home, ".config")), name),
    cache: join(given("XDG_CACHE_HOME", join(home, ".cache")), name),
    home,
  };
}
