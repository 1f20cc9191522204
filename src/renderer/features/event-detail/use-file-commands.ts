import { useMemo } from "react";
import { type Command, useCommands } from "../../app/commands.ts";
import { copyText, say } from "../../app/notice.tsx";
import { useAction, useCall } from "../../app/use-call.ts";

/** Commands for the line of a log that is looked at; none while that is not known. */
export function useFileCommands(file: string | null, line: number | null): void {
  const { data: application } = useCall("application.read", {});
  const { mutate: show } = useAction("file.show");
  const opensEditor = application?.abilities.openEditor === true;
  const showsFolder = application?.abilities.revealFiles === true;
  useCommands(
    useMemo((): readonly Command[] => {
      if (file === null || line === null) return [];
      const add = (id: string, title: string, run: () => void): Command => ({
        id: `file.${id}`,
        title,
        group: "This place",
        words: "log path jsonl",
        run,
      });
      const showIn = (place: "editor" | "folder") => () =>
        show({ file, in: place }, { onError: ({ message }) => say(message) });
      return [
        add("copy", "Copy file and line", () => void copyText(`${file}:${line}`, "File and line")),
        ...(opensEditor ? [add("editor", "Open the file in the editor", showIn("editor"))] : []),
        ...(showsFolder ? [add("folder", "Show the file in its folder", showIn("folder"))] : []),
      ];
    }, [file, line, opensEditor, showsFolder, show]),
  );
}
