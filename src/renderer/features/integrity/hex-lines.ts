/** Sixteen bytes as a hex viewer shows them. */
export interface HexLine {
  /** Byte offset in the file. */
  readonly offset: number;
  readonly hex: readonly string[];
  /** The same bytes as ASCII; a dot for what cannot be shown. */
  readonly text: string;
}

const WIDTH = 16;

export function listHexLines(bytes: Uint8Array, offset: number): readonly HexLine[] {
  return Array.from({ length: Math.ceil(bytes.length / WIDTH) }, (_, line) => {
    const slice = bytes.subarray(line * WIDTH, (line + 1) * WIDTH);
    return {
      offset: offset + line * WIDTH,
      hex: Array.from(slice, (byte) => byte.toString(16).padStart(2, "0")),
      text: Array.from(slice, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : "·")).join(""),
    };
  });
}

/** @param content Base64, as the contract carries bytes */
export function readBase64(content: string): Uint8Array {
  return Uint8Array.from(atob(content), (character) => character.charCodeAt(0));
}
