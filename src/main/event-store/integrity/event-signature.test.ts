import { generateKeyPairSync, sign } from "node:crypto";
import { expect, test } from "vitest";
import { verifySignature } from "./event-signature.ts";

const { privateKey, publicKey } = generateKeyPairSync("ed25519");
const text = '{"type":"mark:archived","payload":{"reason":"naïve 資料"}}';
const bytes = sign(null, Buffer.from(text), privateKey);
const spki = publicKey.export({ format: "der", type: "spki" });

test.each([
  ["PEM", publicKey.export({ format: "pem", type: "spki" }).toString(), bytes.toString("base64")],
  ["SPKI in base64", spki.toString("base64"), bytes.toString("hex")],
  ["raw key in hex", spki.subarray(-32).toString("hex"), bytes.toString("base64")],
])("a signature with its key as %s holds, and fails for any other text", (_, key, signature) => {
  const signed = { algorithm: "ed25519", publicKey: key, signature };
  expect(verifySignature(text, signed)).toBe("valid");
  expect(verifySignature(`${text} `, signed)).toBe("invalid");
});

test("a signature of another key fails", () => {
  const other = generateKeyPairSync("ed25519").publicKey.export({ format: "der", type: "spki" });
  const signed = { algorithm: "ed25519", publicKey: other.toString("base64"), signature: bytes.toString("base64") };
  expect(verifySignature(text, signed)).toBe("invalid");
});

test.each([
  ["nothing", null],
  ["text", "signed"],
  ["letters in place of a key", { algorithm: "ed25519", publicKey: "p", signature: "s" }],
  ["an RSA key", rsaSigned()],
])("%s is no signature that could be checked", (_, signature) => {
  expect(verifySignature(text, signature)).toBe("unverifiable");
});

function rsaSigned(): object {
  const key = generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey.export({ format: "pem", type: "spki" });
  return { algorithm: "ed25519", publicKey: key.toString(), signature: bytes.toString("base64") };
}
