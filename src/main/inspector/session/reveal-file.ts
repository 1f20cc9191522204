import { realpath } from "node:fs/promises";
import { join, sep } from "node:path";
import { ContractError } from "../../../shared/ipc/errors.ts";
import { isMissing } from "../../event-store/system-error.ts";

/**
 * The real path of a file that a page may have shown: inside the project, wherever links lead.
 * @param file below the project folder
 * @throws ContractError `not-allowed`, `not-found`
 */
export async function fileToShow(folder: string, file: string): Promise<string> {
  const path = await realPath(join(folder, file), file);
  const root = await realPath(folder, folder);
  // Two backslashes begin the address of another machine on Windows.
  if (path.startsWith(root.endsWith(sep) ? root : root + sep) && !path.startsWith("\\\\")) return path;
  throw new ContractError({
    code: "not-allowed",
    message: `${file} is not inside the opened project.`,
    subject: file,
  });
}

async function realPath(path: string, name: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new ContractError(
      { code: "not-found", message: `${name} is not there any more.`, subject: name },
      { cause: error },
    );
  }
}
