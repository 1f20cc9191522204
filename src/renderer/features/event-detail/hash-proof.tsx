import { Check, X } from "lucide-react";
import { Fragment, type ReactNode } from "react";
import type { HashProof } from "../../../shared/ipc/model/timeline.ts";
import { harmlessJsonText, harmlessText } from "../../../shared/text/harmless-text.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { formatBytes } from "../../ui/numbers.ts";
import { HarmlessNote } from "./harmless-note.tsx";

/** The checksum of a record, computed in front of the person: each step can be followed and repeated by hand. */
export function HashProofView({ proof }: { readonly proof: HashProof }) {
  if (proof.state === "absent") {
    return (
      <p className="hash-note">
        This record has no checksum: the version that wrote it left the chain to git. Its content can only be compared
        with a commit or a copy.
      </p>
    );
  }
  const shown = harmlessJsonText(proof.text);
  return (
    <ol className="hash-steps">
      <Step
        title="Take the event’s own fields as text"
        tool={<CopyButton text={proof.text} label="Copy the hashed text" />}
      >
        <p className="muted">
          {formatBytes(proof.textBytes)}, in the order in which they stand in the record, without metadata and
          signature.
        </p>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long text is scrolled with the keys */}
        <pre className="hash-text" tabIndex={0}>
          {shown}
          {proof.textCut ? " … the rest is left out here" : ""}
        </pre>
        <HarmlessNote isChanged={shown !== proof.text} />
      </Step>
      <Step title={`Compute ${proof.algorithm}`}>
        <Hash value={proof.computed} />
      </Step>
      <Step title="Compare with the checksum in the record">
        <ComparedHash value={proof.recorded ?? ""} with={proof.computed} />
        <Outcome proof={proof} />
      </Step>
      <Step title="Compare the link with the record before it">
        <p className="muted">This record names</p>
        {proof.previous.recorded === null ? <p>no record before it</p> : <Hash value={proof.previous.recorded} />}
        <p className="muted">The record before it has</p>
        {proof.previous.expected === null ? (
          <p>{proof.previous.recorded === null ? "nothing: this is the first" : "no checksum"}</p>
        ) : (
          <ComparedHash value={proof.previous.expected} with={proof.previous.recorded ?? ""} />
        )}
        {proof.previous.holds ? (
          <Said good>The link holds.</Said>
        ) : (
          <Said>The link does not lead to the record before it.</Said>
        )}
      </Step>
    </ol>
  );
}

function Outcome({ proof }: { readonly proof: HashProof }) {
  if (proof.state === "holds") return <Said good>The record is as it was written.</Said>;
  if (proof.state === "renamed") {
    return (
      <Said good>
        The checksum holds with the older type name <code>{harmlessText(proof.holdsWithType ?? "")}</code>: a migration
        renamed the type and left the content as it was.
      </Said>
    );
  }
  return <Said>The record is not what was written under this checksum.</Said>;
}

interface StepProps {
  readonly title: string;
  readonly tool?: ReactNode;
  readonly children: ReactNode;
}

function Step({ title, tool, children }: StepProps) {
  return (
    <li className="hash-step">
      <div className="hash-step-head">
        <h3>{title}</h3>
        {tool}
      </div>
      {children}
    </li>
  );
}

function Hash({ value }: { readonly value: string }) {
  return (
    <p className="hash-value">
      <HashText value={value} />
      <CopyButton text={value} label="Copy the hash" />
    </p>
  );
}

/** A hash in which the digits that differ from another one stand out; a `sha256:` before either does not count. */
function ComparedHash({ value, with: other }: { readonly value: string; readonly with: string }) {
  const [left, right] = [value.replace(/^sha256:/u, ""), other.replace(/^sha256:/u, "")];
  if (left === right) return <Hash value={value} />;
  return (
    <p className="hash-value">
      <HashText value={value} differs />
      <CopyButton text={value} label="Copy the hash" />
    </p>
  );
}

/** Lines break between groups of eight digits, so that two hashes below each other can be compared. */
function HashText({ value, differs = false }: { readonly value: string; readonly differs?: boolean }) {
  const groups = harmlessText(value).match(/.{1,8}/gu) ?? [];
  return (
    <code className={differs ? "hash-text-value hash-differs" : "hash-text-value"}>
      {groups.map((group, index) => (
        <Fragment key={index}>
          {group}
          <wbr />
        </Fragment>
      ))}
    </code>
  );
}

function Said({ good = false, children }: { readonly good?: boolean; readonly children: ReactNode }) {
  const Icon = good ? Check : X;
  return (
    <p className={good ? "hash-said hash-said-good" : "hash-said hash-said-bad"}>
      <Icon size={14} aria-hidden />
      <span>{children}</span>
    </p>
  );
}
