import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { exactTerm } from "../../../shared/filter/write-filter.ts";
import { type Command, useCommands } from "../../app/commands.ts";
import { DRIFT_WORDS, DriftMark } from "../../app/marks/marks.tsx";
import { hrefOf, placeOf } from "../../app/places.ts";
import { callKey, useCall } from "../../app/use-call.ts";
import { useOperation } from "../../app/use-operation.ts";
import { Button } from "../../ui/button.tsx";
import { countOf, formatCount } from "../../ui/numbers.ts";
import { Ranking } from "../../ui/ranking.tsx";
import { Timestamp } from "../../ui/timestamp.tsx";
import { useSteady } from "../../ui/use-steady.ts";
import { Section } from "./section.tsx";

/** How the views on disk compare with the log. */
export function DriftSection({ project }: { readonly project: string }) {
  const queries = useQueryClient();
  const { data } = useCall("drift.read", {}, { keepPrevious: true });
  const check = useOperation("drift.check");
  const compare = useSteady(async () => {
    const report = await check.start({});
    if (report !== undefined) queries.setQueryData(callKey("drift.read", {}), report);
  });
  const isRunning = check.state.status === "running";
  useCommands(
    useMemo((): readonly Command[] => {
      if (isRunning) return [];
      const title = "Compare the views on disk with the log";
      return [{ id: "drift.check", title, group: "This place", words: "drift stale", run: () => void compare() }];
    }, [isRunning, compare]),
  );
  if (data === undefined) return null;
  const running = check.state.status === "running" ? check.state : null;
  return (
    <Section title="Views on disk" more={hrefOf(placeOf("rebuild", { project }))} moreName="Rebuild">
      <Ranking
        empty={data.checkedAt === null ? "No views have been compared." : "There are no views."}
        rows={data.counts
          .filter(({ resources }) => resources > 0)
          .map(({ state, resources }) => ({
            key: state,
            name: (
              <span title={DRIFT_WORDS[state].meaning}>
                <DriftMark drift={state} />
              </span>
            ),
            value: resources,
            said: formatCount(resources),
            href:
              state === "stale"
                ? hrefOf(placeOf("rebuild", { project }))
                : hrefOf(placeOf("resources", { project, filter: exactTerm("drift", state) })),
          }))}
      />
      <p className="overview-note">
        {data.checkedAt === null ? (
          "Not compared yet."
        ) : (
          <span>
            Compared <Timestamp value={data.checkedAt} />.
          </span>
        )}
        <Button size="small" look="quiet" onPress={() => void compare()} isIdle={running !== null}>
          {running === null ? "Compare now" : `Comparing ${countOf(running.progress?.done ?? 0, "view")}…`}
        </Button>
      </p>
      {check.state.status === "failed" ? (
        <p role="alert" className="overview-note">
          {check.state.error.message} {check.state.error.advice}
        </p>
      ) : null}
    </Section>
  );
}
