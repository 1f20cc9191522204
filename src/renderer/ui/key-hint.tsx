import { Fragment } from "react";
import "./key-hint.css";

/** Keys drawn as caps: one list for each press, pressed after each other. */
export function KeyHint({ caps }: { readonly caps: readonly (readonly string[])[] }) {
  return (
    <kbd className="key-hint">
      {caps.map((press, index) => (
        <Fragment key={press.join("+")}>
          {index > 0 ? <span className="key-hint-then">then</span> : null}
          {press.map((cap) => (
            <kbd key={cap} className="key-cap">
              {cap}
            </kbd>
          ))}
        </Fragment>
      ))}
    </kbd>
  );
}
