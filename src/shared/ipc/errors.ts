import { z } from "zod";

/** What can go wrong across the contract. The code is for programs, the message for people. */
export const CONTRACT_ERROR_CODES = [
  "invalid-request",
  "invalid-response",
  "not-allowed",
  "no-project",
  "not-a-project",
  "not-a-folder",
  "not-found",
  "permission-denied",
  "unreadable",
  "state-folder-unwritable",
  "busy",
  "cancelled",
  "disconnected",
  "preview-outdated",
  "unsupported",
  "internal",
] as const;

export const contractErrorSchema = z.object({
  code: z.enum(CONTRACT_ERROR_CODES),
  /** What happened and where, in a sentence. */
  message: z.string(),
  /** What the person can do now. */
  advice: z.string().optional(),
  /** The folder, file or stream concerned. */
  subject: z.string().optional(),
});

export type ContractErrorCode = (typeof CONTRACT_ERROR_CODES)[number];
export type ContractErrorValue = z.infer<typeof contractErrorSchema>;

/** The exception both ends throw and catch; it crosses the boundary as {@link ContractErrorValue}. */
export class ContractError extends Error {
  readonly code: ContractErrorCode;
  readonly advice: string | undefined;
  readonly subject: string | undefined;

  constructor(value: ContractErrorValue, options?: ErrorOptions) {
    super(value.message, options);
    this.name = "ContractError";
    this.code = value.code;
    this.advice = value.advice;
    this.subject = value.subject;
  }

  toValue(): ContractErrorValue {
    return {
      code: this.code,
      message: this.message,
      ...(this.advice === undefined ? {} : { advice: this.advice }),
      ...(this.subject === undefined ? {} : { subject: this.subject }),
    };
  }
}
