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

interface Claim {
  readonly resourceId: string;
  /** Milliseconds since 1970; a timestamp that cannot be read counts as the earliest. */
  readonly time: number;
}

/**
 * Which resource each storage URI belongs to: of the resources that claim it and have not moved away since, the one
 * that claimed it last. Only the events of one resource need to come in order, so that a rebuild may replay resources
 * one after the other and still agree with what happened over time.
 */
export class StorageUriClaims {
  readonly #claims = new Map<string, Claim | Claim[]>();

  /** Applies an event of a resource. @returns the URIs whose owner may have changed. */
  apply(resourceId: string, event: ResourceEvent): readonly string[] {
    const change = uriChange(event);
    if (change === undefined) return [];
    if (change.release !== undefined) this.release(change.release, resourceId);
    if (change.claim !== undefined) this.claim(change.claim, resourceId, timeOf(event));
    return [change.release, change.claim].filter((uri) => uri !== undefined);
  }

  claim(uri: string, resourceId: string, time: number): void {
    const rivals = this.#of(uri).filter((claim) => claim.resourceId !== resourceId);
    this.#set(uri, [...rivals, { resourceId, time }]);
  }

  release(uri: string, resourceId: string): void {
    this.#set(
      uri,
      this.#of(uri).filter((claim) => claim.resourceId !== resourceId),
    );
  }

  /** @returns the id of the resource, or `undefined` when none claims the URI. */
  ownerOf(uri: string): string | undefined {
    const claims = this.#claims.get(uri);
    if (claims === undefined || !Array.isArray(claims)) return claims?.resourceId;
    return claims.reduce(later).resourceId;
  }

  /** Every claimed URI with its owner, in no particular order. */
  *owners(): Generator<readonly [uri: string, resourceId: string]> {
    for (const uri of this.#claims.keys()) {
      const owner = this.ownerOf(uri);
      if (owner !== undefined) yield [uri, owner];
    }
  }

  #of(uri: string): readonly Claim[] {
    const claims = this.#claims.get(uri);
    if (claims === undefined) return [];
    return Array.isArray(claims) ? claims : [claims];
  }

  /** Nearly every URI has one claim, which is kept without a list around it. */
  #set(uri: string, claims: Claim[]): void {
    const [only] = claims;
    if (only === undefined) this.#claims.delete(uri);
    else this.#claims.set(uri, claims.length === 1 ? only : claims);
  }
}

/** Claims of the same millisecond go to the greater id, so that the order of arrival does not matter. */
function later(left: Claim, right: Claim): Claim {
  if (left.time !== right.time) return left.time > right.time ? left : right;
  return left.resourceId > right.resourceId ? left : right;
}

function timeOf({ timestamp }: ResourceEvent): number {
  const time = timestamp === undefined ? Number.NaN : Date.parse(timestamp);
  return Number.isNaN(time) ? Number.NEGATIVE_INFINITY : time;
}
