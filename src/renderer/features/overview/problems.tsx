import { CircleAlert, CircleX, Info } from "lucide-react";
import type { ProjectProblem } from "../../../shared/ipc/model/project.ts";

const ICONS = { notice: Info, warning: CircleAlert, error: CircleX };
const WORDS = { notice: "Notice", warning: "Warning", error: "Error" };

/** What is wrong with the project itself, beside its records, with what to do. */
export function Problems({ problems }: { readonly problems: readonly ProjectProblem[] }) {
  if (problems.length === 0) return null;
  return (
    <section aria-label="Problems of the project">
      <ul className="problems">
        {problems.map(({ severity, subject, message, advice }) => {
          const Icon = ICONS[severity];
          return (
            <li key={`${subject} ${message}`} className={`problem problem-${severity}`}>
              <Icon size={15} aria-label={WORDS[severity]} />
              <div>
                <p>
                  {message} <code className="muted">{subject}</code>
                </p>
                {advice === undefined ? null : <p className="muted">{advice}</p>}
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
