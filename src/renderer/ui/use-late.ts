import { useEffect, useState } from "react";

/** Answers that come sooner than this need no sign that they are awaited: it would only flicker. */
const LATE_MS = 150;

/** Whether something has been awaited for so long that it should be seen. */
export function useLate(isAwaited: boolean): boolean {
  const [isLate, setIsLate] = useState(false);
  useEffect(() => {
    if (!isAwaited) return;
    const timer = setTimeout(() => setIsLate(true), LATE_MS);
    return () => {
      clearTimeout(timer);
      setIsLate(false);
    };
  }, [isAwaited]);
  return isLate && isAwaited;
}
