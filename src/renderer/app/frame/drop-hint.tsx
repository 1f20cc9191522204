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
    // A place that takes files itself keeps what happens over it from the window.
    const onOverAnything = (event: DragEvent) => {
      if (isTaken(event)) setOver(false);
    };
    const onDropAnywhere = () => setOver(false);
    const onOver = (event: DragEvent) => {
      if (!bringsFiles(event) || isTaken(event)) return;
      // Otherwise the browser would leave the app for what is dropped.
      event.preventDefault();
      setOver(true);
    };
    const onLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      if (!bringsFiles(event) || isTaken(event)) return;
      event.preventDefault();
      if (!opens) say("A browser does not tell where a dropped folder is. Choose it with “Open a folder”.");
    };
    window.addEventListener("dragover", onOverAnything, true);
    window.addEventListener("drop", onDropAnywhere, true);
    window.addEventListener("dragover", onOver);
    window.addEventListener("dragleave", onLeave);
    window.addEventListener("drop", onDrop);
    return () => {
      window.removeEventListener("dragover", onOverAnything, true);
      window.removeEventListener("drop", onDropAnywhere, true);
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

/** Whether it happens over a place that is marked as one that takes files. */
function isTaken({ target }: DragEvent): boolean {
  return target instanceof Element && target.closest("[data-takes-files]") !== null;
}
