import { useMemo } from "react";
import type { Severity } from "../../../shared/integrity/finding-causes.ts";
import type { IntegrityReport } from "../../../shared/ipc/model/integrity.ts";
import { type Command, useCommands } from "../../app/commands.ts";
import { SEVERITY_VERDICT, VerdictShape } from "../../app/marks/shape.tsx";
import { countOf, formatCount } from "../../ui/numbers.ts";
import { useSteady } from "../../ui/use-steady.ts";
import "./finding-groups.css";

interface GroupChoice {
  readonly code: string | null;
  readonly cause: string | null;
  readonly severity: Severity | null;
}

export interface FindingGroupsProps extends GroupChoice {
  readonly groups: IntegrityReport["groups"];
  onChoose(choice: GroupChoice): void;
}

const SEVERITY_WORDS: Readonly<Record<Severity, string>> = {
  suspect: "Suspect",
  explained: "Explained",
  info: "Notices",
};

const LEVELS = ["suspect", "explained", "info"] as const;
const ALL_FINDINGS: GroupChoice = { code: null, cause: null, severity: null };

function commandOf(id: string, title: string, run: () => void): Command {
  return { id: `findings.${id}`, title, group: "Lists", words: "integrity severity cause", run };
}

/** The findings by what is seen and why, worst first. A group that is chosen limits the list beside it. */
export function FindingGroups({ groups, code, cause, severity, onChoose }: FindingGroupsProps) {
  const choose = useSteady(onChoose);
  const isAll = code === null && severity === null;
  useCommands(
    useMemo(
      () => [
        ...(isAll ? [] : [commandOf("all", "Show all findings", () => choose(ALL_FINDINGS))]),
        ...LEVELS.filter((level) => groups.some((group) => group.severity === level)).map((level) =>
          commandOf(level, `Show findings: ${SEVERITY_WORDS[level].toLowerCase()}`, () =>
            choose({ ...ALL_FINDINGS, severity: level }),
          ),
        ),
        ...groups.map((group) =>
          commandOf(`${group.code} ${group.cause}`, `Show findings: ${group.label}`, () =>
            choose({ code: group.code, cause: group.cause, severity: null }),
          ),
        ),
      ],
      [groups, isAll, choose],
    ),
  );
  const total = groups.reduce((sum, { findings }) => sum + findings, 0);
  return (
    <nav className="finding-groups" aria-label="Findings by cause">
      <button
        type="button"
        className="finding-group finding-group-all"
        aria-pressed={isAll}
        onClick={() => onChoose(ALL_FINDINGS)}
      >
        <span>All findings</span>
        <span className="figure faint">{formatCount(total)}</span>
      </button>
      {LEVELS.map((level) => {
        const members = groups.filter((group) => group.severity === level);
        if (members.length === 0) return null;
        return (
          <section key={level} aria-label={SEVERITY_WORDS[level]}>
            <button
              type="button"
              className="finding-level"
              aria-pressed={code === null && severity === level}
              onClick={() => onChoose({ code: null, cause: null, severity: level })}
            >
              <VerdictShape verdict={SEVERITY_VERDICT[level]} size={12} />
              <span className={`finding-level-${level}`}>{SEVERITY_WORDS[level]}</span>
              <span className="figure faint">
                {formatCount(members.reduce((sum, { findings }) => sum + findings, 0))}
              </span>
            </button>
            {members.map((group) => (
              <button
                key={`${group.code} ${group.cause}`}
                type="button"
                className="finding-group"
                aria-pressed={group.code === code && group.cause === cause}
                onClick={() => onChoose({ code: group.code, cause: group.cause, severity: null })}
              >
                <span className="finding-group-head">
                  <span>{group.label}</span>
                  <span className="figure faint">{formatCount(group.findings)}</span>
                </span>
                <span className="finding-group-text">{group.explanation}</span>
                <span className="finding-group-code">
                  <code>{group.code}</code> in {countOf(group.streams, "stream")}
                </span>
              </button>
            ))}
          </section>
        );
      })}
    </nav>
  );
}
