import type { ResourceEvent } from "../events/catalogue.ts";
import { recordedField, recordedText } from "../events/recorded-value.ts";

/** What an event does to the index of storage URIs. */
export interface UriChange {
  /** The URI its resource gives up. */
  readonly release?: string;
  /** The URI its resource takes. */
  readonly claim?: string;
}

/** @returns `undefined` for events that have nothing to do with URIs. */
export function uriChange({ type, payload }: Pick<ResourceEvent, "type" | "payload">): UriChange | undefined {
  if (type === "yield:created") {
    const claim = recordedText(recordedField(payload, "storageUri"));
    return claim === undefined ? undefined : { claim };
  }
  if (type === "yield:moved") {
    const release = recordedText(recordedField(payload, "fromUri"));
    const claim = recordedText(recordedField(payload, "toUri"));
    return { ...(release === undefined ? {} : { release }), ...(claim === undefined ? {} : { claim }) };
  }
  return undefined;
}

export interface Claim {
  readonly resourceId: string;
  /** Milliseconds since 1970; a timestamp that cannot be read counts as the earliest. */
  readonly time: number;
  /** Whether the resource has moved away since. */
  readonly isReleased: boolean;
}

/**
 * Which resource each storage URI belongs to: the one that claimed it last, unless it has moved away since; then none,
 * because a claim ends those before it. Only the events of one resource need to come in order, so that a rebuild may
 * replay resources one after the other and still agree with what happened over time.
 */
export class StorageUriClaims {
  /** The latest claim of each resource; nearly every URI has one, which is kept without a list around it. */
  readonly #claims = new Map<string, Claim | readonly Claim[]>();

  /** Applies an event of a resource. @returns the URIs whose owner may have changed. */
  apply(resourceId: string, event: ResourceEvent): readonly string[] {
    const change = uriChange(event);
    if (change === undefined) return [];
    if (change.release !== undefined) this.release(change.release, resourceId);
    if (change.claim !== undefined) this.claim(change.claim, resourceId, timeOf(event));
    return [change.release, change.claim].filter((uri) => uri !== undefined);
  }

  claim(uri: string, resourceId: string, time: number): void {
    this.#replace(uri, { resourceId, time, isReleased: false });
  }

  release(uri: string, resourceId: string): void {
    const own = this.#of(uri).find((claim) => claim.resourceId === resourceId);
    if (own !== undefined) this.#replace(uri, { ...own, isReleased: true });
  }

  /** @returns the id of the resource, or `undefined` when the URI belongs to none. */
  ownerOf(uri: string): string | undefined {
    const claims = this.#claims.get(uri);
    if (claims === undefined) return undefined;
    const last = isList(claims) ? claims.reduce(later) : claims;
    return last.isReleased ? undefined : last.resourceId;
  }

  /** Every URI that belongs to a resource, with its id, in no particular order. */
  *owners(): Generator<readonly [uri: string, resourceId: string]> {
    for (const uri of this.#claims.keys()) {
      const owner = this.ownerOf(uri);
      if (owner !== undefined) yield [uri, owner];
    }
  }

  /** Every claim with its URI, to be handed to another thread. */
  *entries(): Generator<readonly [uri: string, claim: Claim]> {
    for (const uri of this.#claims.keys()) for (const claim of this.#of(uri)) yield [uri, claim];
  }

  /** Adds the latest claim of a resource, as `entries` gives it. */
  merge(uri: string, claim: Claim): void {
    this.#replace(uri, claim);
  }

  #of(uri: string): readonly Claim[] {
    const claims = this.#claims.get(uri);
    if (claims === undefined) return [];
    return isList(claims) ? claims : [claims];
  }

  /** The later claim of one resource takes the place of its earlier one, whatever their times. */
  #replace(uri: string, claim: Claim): void {
    const rivals = this.#of(uri).filter((other) => other.resourceId !== claim.resourceId);
    this.#claims.set(uri, rivals.length === 0 ? claim : [...rivals, claim]);
  }
}

function isList(claims: Claim | readonly Claim[]): claims is readonly Claim[] {
  return Array.isArray(claims);
}

/**
 * The later of two claims. Of the same millisecond it is the one that still stands, so that a URI can be handed over
 * within one, and then the greater id, so that the order of arrival does not matter.
 */
function later(left: Claim, right: Claim): Claim {
  if (left.time !== right.time) return left.time > right.time ? left : right;
  if (left.isReleased !== right.isReleased) return left.isReleased ? right : left;
  return left.resourceId > right.resourceId ? left : right;
}

function timeOf({ timestamp }: ResourceEvent): number {
  const time = timestamp === undefined ? Number.NaN : Date.parse(timestamp);
  return Number.isNaN(time) ? Number.NEGATIVE_INFINITY : time;
}
