import { createPublicKey, type KeyObject, verify } from "node:crypto";
import { z } from "zod";

/**
 * A signature as the log carries it: ed25519 over the UTF-8 text of the event as it is hashed.
 * `publicKey` is PEM, or base64 or hex of the SPKI structure or of the 32 raw bytes; `signature` is base64 or hex.
 */
const eventSignatureSchema = z.object({
  algorithm: z.string().regex(/^ed25519$/i),
  publicKey: z.string().min(1).max(4096),
  signature: z.string().min(1).max(1024),
});

const RAW_KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;
/** What stands before the raw key in the SPKI structure of ed25519 (RFC 8410). */
const SPKI_START = Buffer.from("302a300506032b6570032100", "hex");

/** Whether the signature belongs to this text. One in any other form can neither hold nor fail. */
export function verifySignature(text: string, signature: unknown): "valid" | "invalid" | "unverifiable" {
  const parsed = eventSignatureSchema.safeParse(signature);
  if (!parsed.success) return "unverifiable";
  const key = readKey(parsed.data.publicKey);
  const bytes = readBytes(parsed.data.signature);
  if (key === undefined || bytes.length !== SIGNATURE_BYTES) return "unverifiable";
  return verify(null, Buffer.from(text), key, bytes) ? "valid" : "invalid";
}

function readKey(written: string): KeyObject | undefined {
  try {
    if (written.includes("-----BEGIN")) return ed25519Only(createPublicKey(written));
    const bytes = readBytes(written);
    const der = bytes.length === RAW_KEY_BYTES ? Buffer.concat([SPKI_START, bytes]) : bytes;
    return ed25519Only(createPublicKey({ key: der, format: "der", type: "spki" }));
  } catch {
    // Bytes that are no key: the caller says that the signature cannot be checked, and names this record.
    return undefined;
  }
}

function ed25519Only(key: KeyObject): KeyObject | undefined {
  return key.asymmetricKeyType === "ed25519" ? key : undefined;
}

function readBytes(written: string): Buffer {
  return /^(?:[0-9a-f]{2})+$/i.test(written) ? Buffer.from(written, "hex") : Buffer.from(written, "base64");
}
