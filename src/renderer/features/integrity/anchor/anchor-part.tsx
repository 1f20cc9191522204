import { CompareWithFile } from "./compare-with-file.tsx";
import { KeptAnchor } from "./kept-anchor.tsx";
import "./anchor.css";

/** Saving the state of the log, and holding the log against one that was saved. */
export function AnchorPart({ project }: { readonly project: string }) {
  return (
    <div className="anchor">
      <KeptAnchor project={project} />
      <CompareWithFile project={project} />
    </div>
  );
}
