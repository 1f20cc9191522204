import type { Severity } from "../../../shared/integrity/finding-causes.ts";
import type { Verdict } from "../../../shared/integrity/verdict.ts";

/**
 * The shapes of verdicts: told apart without colour, at 12 pixels. A filled disc with a tick, an open broken ring, a
 * diamond, a triangle, and a crossed square.
 */
export function VerdictShape({ verdict, size = 14 }: { readonly verdict: Verdict; readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" className={`shape shape-${verdict}`}>
      {SHAPES[verdict]}
    </svg>
  );
}

const SHAPES = {
  verified: (
    <>
      <circle cx="8" cy="8" r="7" fill="currentColor" />
      <path
        d="m4.9 8.3 2.2 2.2 4.1-4.6"
        fill="none"
        className="shape-ink"
        strokeWidth="1.8"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </>
  ),
  unchained: (
    <circle
      cx="8"
      cy="8"
      r="6"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeDasharray="5.4 4"
      strokeLinecap="round"
    />
  ),
  explained: (
    <>
      <path d="M8 .8 15.2 8 8 15.2.8 8Z" fill="currentColor" />
      <path d="M8 7.4v3.4M8 4.9v.1" fill="none" className="shape-ink" strokeWidth="1.8" strokeLinecap="round" />
    </>
  ),
  suspect: (
    <>
      <path d="M8 1.3 15.4 14.3H.6Z" fill="currentColor" stroke="currentColor" strokeWidth="1" strokeLinejoin="round" />
      <path d="M8 5.9v3.6M8 12v.1" fill="none" className="shape-ink" strokeWidth="1.8" strokeLinecap="round" />
    </>
  ),
  unreadable: (
    <>
      <rect x="1.5" y="1.5" width="13" height="13" rx="1.5" fill="currentColor" />
      <path
        d="m5.4 5.4 5.2 5.2m0-5.2-5.2 5.2"
        fill="none"
        className="shape-ink"
        strokeWidth="1.8"
        strokeLinecap="round"
      />
    </>
  ),
};

/** The verdict whose shape and colour a severity shares. */
export const SEVERITY_VERDICT: Readonly<Record<Severity, Verdict>> = {
  info: "unchained",
  explained: "explained",
  suspect: "suspect",
};
