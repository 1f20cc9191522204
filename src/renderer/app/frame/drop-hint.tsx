import { FolderInput } from "lucide-react";
import { useEffect, useState } from "react";
import { say } from "../notice.tsx";
import { useCall } from "../use-call.ts";
import "./drop-hint.css";

/**
 * Shown while something is dragged over the window. On the desktop the host opens what is dropped; a browser keeps the
 * folder's place to itself, so that the page can only say how else it is opened.
 */
export function DropHint() {
  const [over, setOver] = useState(false);
  const { data: application } = useCall("application.read", {});
  const opens = application?.host === "electron";
  useEffect(() => {
    const bringsFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") === true;
    const onOver = (event: DragEvent) => {
      if (!bringsFiles(event)) return;
      // Otherwise the browser would leave the app for what is dropped.
      event.preventDefault();
      setOver(true);
    };
    const onLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      if (!bringsFiles(event)) return;
      event.preventDefault();
      setOver(false);
      if (!opens) say("A browser does not tell where a dropped folder is. Choose it with “Open a folder”.");
    };
    window.addEventListener("dragover", onOver);
    window.addEventListener("dragleave", onLeave);
    window.addEventListener("drop", onDrop);
    return () => {
      window.removeEventListener("dragover", onOver);
      window.removeEventListener("dragleave", onLeave);
      window.removeEventListener("drop", onDrop);
    };
  }, [opens]);
  if (!over || !opens) return null;
  return (
    <div className="drop-hint">
      <FolderInput size={28} strokeWidth={1.6} aria-hidden />
      Drop the folder to open it
    </div>
  );
}
