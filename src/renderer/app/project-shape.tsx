import "./project-shape.css";

const LINES = [
  { depth: 0, name: "knowledge-base/", note: "the folder to open" },
  { depth: 1, name: ".semiont/", note: "" },
  { depth: 2, name: "config", note: "the name of the project; may be missing" },
  { depth: 2, name: "events/", note: "the log: JSON lines, a file or folder for each resource" },
  { depth: 3, name: "3b/f0/<id>.jsonl", note: "or <id>/events-000001.jsonl, as newer versions write it" },
];

/** What a project looks like on disk, for somebody who has none or has chosen another folder. */
export function ProjectShape() {
  return (
    <ul className="project-shape" aria-label="What a project looks like">
      {LINES.map(({ depth, name, note }) => (
        <li key={name} data-depth={depth}>
          <code>{name}</code>
          <span className="project-shape-note">{note}</span>
        </li>
      ))}
    </ul>
  );
}
