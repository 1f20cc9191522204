import { Anchor } from "lucide-react";
import type { ProjectSummary } from "../../../shared/ipc/model/project.ts";
import { PlaceLink } from "../place-link.tsx";
import { placeOf } from "../places.ts";
import { ANCHOR_WORDS } from "./anchor-words.ts";
import "./marks.css";

/** How the log stands to its anchor, with the way to where anchors are saved and compared. */
export function AnchorMark({ project }: { readonly project: Pick<ProjectSummary, "id" | "anchor"> }) {
  const { label, meaning } = ANCHOR_WORDS[project.anchor];
  return (
    <PlaceLink
      to={placeOf("integrity", { project: project.id, show: "anchor" })}
      className={`anchor-mark anchor-mark-${project.anchor}`}
      title={meaning}
    >
      <Anchor size={13} aria-hidden />
      {label}
    </PlaceLink>
  );
}
