import { useCallback, useReducer, useRef } from "react";

export interface HeldAnswer<Answer> {
  /** The answer of the moment in which it began to be held, or the newest. */
  readonly shown: Answer | undefined;
  /** A newer one waits. */
  readonly waiting: boolean;
  /** Shows the newest answer, and holds that from now on. */
  release(): void;
}

/**
 * Keeps an answer in sight as it is while a person is in the middle of it. Another question is another matter: its answer shows as
 * soon as it is there.
 *
 * @param answer keeps its identity as long as it says the same
 * @param question undefined while the answer belongs to the question before
 */
export function useHeldAnswer<Answer>(
  answer: Answer | undefined,
  question: string | undefined,
  hold: boolean,
): HeldAnswer<Answer> {
  const kept = useRef<{ readonly question: string; readonly answer: Answer } | null>(null);
  const [, draw] = useReducer((times: number) => times + 1, 0);
  const release = useCallback(() => {
    kept.current = null;
    draw();
  }, []);
  const held = hold && kept.current !== null && kept.current.question === question ? kept.current : undefined;
  if (held === undefined) kept.current = answer === undefined || question === undefined ? null : { question, answer };
  const shown = held === undefined ? answer : held.answer;
  return { shown, waiting: shown !== answer, release };
}
