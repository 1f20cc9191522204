const QUOTE = 0x22;
const COMMA = 0x2c;
const MINUS = 0x2d;
const DOT = 0x2e;
const ZERO = 0x30;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** Deeper values are left to the parser. */
const DEEPEST = 64;

/** The bytes that stand for themselves inside of a text: all but quotes, backslashes and control characters. */
const PLAIN = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x20 && byte !== QUOTE && byte !== BACKSLASH ? 1 : 0,
);

/**
 * Walks over a line of JSON as `JSON.stringify` writes it, without making values of it. Every step answers false, or
 * undefined, where the line is anything but valid JSON without white space: then a real parser has to look. What it
 * accepts, `JSON.parse` accepts too; a property test holds the two against each other.
 */
export class JsonCursor {
  at = 0;
  /** Where the text or key stepped over last begins and ends, without its quotes. */
  start = 0;
  end = 0;
  #bytes: Uint8Array = new Uint8Array();
  #end = 0;

  /** Goes to the beginning of a line. What stands behind its end must be a newline, or nothing. */
  begin(bytes: Uint8Array, start: number, end: number): void {
    this.#bytes = bytes;
    this.at = start;
    this.#end = end;
  }

  get isAtEnd(): boolean {
    return this.at === this.#end;
  }

  /** What the next value is: its first byte. */
  peek(): number {
    return this.#bytes[this.at] ?? 0;
  }

  /** Steps into an object. */
  enterObject(): boolean {
    return this.#take(OPEN_BRACE);
  }

  /** Steps over the next key, which has no escapes, and its colon; at the object's end it leaves the object. */
  nextKey(isFirst: boolean): "key" | "end" | "invalid" {
    if (this.#take(CLOSE_BRACE)) return "end";
    if (!isFirst && !this.#take(COMMA)) return "invalid";
    return this.plainText() && this.#take(COLON) ? "key" : "invalid";
  }

  /** Steps over a text without escapes. */
  plainText(): boolean {
    this.start = this.at + 1;
    if (this.#skipText() !== "plain") return false;
    this.end = this.at - 1;
    return true;
  }

  /** @returns a whole number of at most 15 digits, which no number type changes. */
  wholeNumber(): number | undefined {
    const start = this.at;
    if (!this.#skipNumber()) return undefined;
    let value = 0;
    const isNegative = this.#bytes[start] === MINUS;
    const digits = isNegative ? start + 1 : start;
    if (this.at - digits > 15) return undefined;
    for (let index = digits; index < this.at; index += 1) {
      const digit = (this.#bytes[index] ?? 0) - ZERO;
      if (digit < 0 || digit > 9) return undefined;
      value = value * 10 + digit;
    }
    // Minus zero is a number of its own.
    if (isNegative && value === 0) return undefined;
    return isNegative ? -value : value;
  }

  /** Steps over a number. */
  number(): boolean {
    return this.#skipNumber();
  }

  /** Steps over the literal `null`. */
  null(): boolean {
    return this.#skipWord("null");
  }

  /** Steps over any value. */
  value(depth = 0): boolean {
    const first = this.#bytes[this.at];
    switch (first) {
      case QUOTE:
        return this.#skipText() !== "invalid";
      case OPEN_BRACE:
        return depth < DEEPEST && this.#skipObject(depth);
      case OPEN_BRACKET:
        return depth < DEEPEST && this.#skipArray(depth);
      case 0x74:
        return this.#skipWord("true");
      case 0x66:
        return this.#skipWord("false");
      case 0x6e:
        return this.#skipWord("null");
      default:
        return this.#skipNumber();
    }
  }

  #take(byte: number): boolean {
    if (this.#bytes[this.at] !== byte) return false;
    this.at += 1;
    return true;
  }

  #skipObject(depth: number): boolean {
    this.at += 1;
    if (this.#take(CLOSE_BRACE)) return true;
    for (;;) {
      if (this.#skipText() === "invalid" || !this.#take(COLON) || !this.value(depth + 1)) return false;
      if (this.#take(CLOSE_BRACE)) return true;
      if (!this.#take(COMMA)) return false;
    }
  }

  #skipArray(depth: number): boolean {
    this.at += 1;
    if (this.#take(CLOSE_BRACKET)) return true;
    for (;;) {
      if (!this.value(depth + 1)) return false;
      if (this.#take(CLOSE_BRACKET)) return true;
      if (!this.#take(COMMA)) return false;
    }
  }

  #skipText(): "plain" | "escaped" | "invalid" {
    const bytes = this.#bytes;
    if (bytes[this.at] !== QUOTE) return "invalid";
    let kind: "plain" | "escaped" = "plain";
    for (let index = this.at + 1; ; index += 1) {
      // Zero is no plain byte: the end of the line ends the loop as well.
      while (PLAIN[bytes[index] ?? 0] === 1) index += 1;
      const byte = bytes[index];
      if (byte === QUOTE) {
        this.at = index + 1;
        return kind;
      }
      if (byte !== BACKSLASH) return "invalid";
      kind = "escaped";
      index += 1;
      const escaped = bytes[index] ?? 0;
      if (escaped === 0x75) {
        for (let digit = 1; digit <= 4; digit += 1) if (!isHexDigit(bytes[index + digit] ?? 0)) return "invalid";
        index += 4;
      } else if (!isEscape(escaped)) return "invalid";
    }
  }

  #skipNumber(): boolean {
    const bytes = this.#bytes;
    let index = this.at;
    if (bytes[index] === MINUS) index += 1;
    const first = bytes[index] ?? 0;
    if (!isDigit(first)) return false;
    index += 1;
    if (first !== ZERO) while (isDigit(bytes[index] ?? 0)) index += 1;
    if (bytes[index] === DOT) {
      index += 1;
      if (!isDigit(bytes[index] ?? 0)) return false;
      while (isDigit(bytes[index] ?? 0)) index += 1;
    }
    if (((bytes[index] ?? 0) | 0x20) === 0x65) {
      index += 1;
      if (bytes[index] === 0x2b || bytes[index] === MINUS) index += 1;
      if (!isDigit(bytes[index] ?? 0)) return false;
      while (isDigit(bytes[index] ?? 0)) index += 1;
    }
    this.at = index;
    return true;
  }

  #skipWord(word: string): boolean {
    for (let index = 0; index < word.length; index += 1) {
      if (this.#bytes[this.at + index] !== word.charCodeAt(index)) return false;
    }
    this.at += word.length;
    return true;
  }
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= 0x39;
}

function isHexDigit(byte: number): boolean {
  return isDigit(byte) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66);
}

/** What may stand behind a backslash, but for `u`. */
function isEscape(byte: number): boolean {
  return (
    byte === QUOTE ||
    byte === BACKSLASH ||
    byte === 0x2f ||
    byte === 0x62 ||
    byte === 0x66 ||
    byte === 0x6e ||
    byte === 0x72 ||
    byte === 0x74
  );
}
