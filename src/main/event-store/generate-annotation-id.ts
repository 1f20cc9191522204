import { randomBytes } from "node:crypto";
import { type AnnotationId, annotationId } from "../../shared/events/ids.ts";

/** 64 characters that mean nothing in URLs, file names and HTML. */
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
const LENGTH = 21;

/** A new id for an annotation: 21 characters of 6 random bits each, as unlikely to come twice as a random UUID. */
export function generateAnnotationId(): AnnotationId {
  return annotationId(Array.from(randomBytes(LENGTH), (byte) => ALPHABET.charAt(byte & 63)).join(""));
}
