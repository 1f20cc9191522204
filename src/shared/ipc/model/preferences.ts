import { z } from "zod";

/** What a person set in the page, such as `theme` or `split:timeline`; the page knows what the value means. */
export const preferenceKeySchema = z.string().regex(/^[a-z][a-z0-9:-]{0,63}$/);
export const preferenceValueSchema = z.string().max(4000);

export const preferencesSchema = z.record(preferenceKeySchema, preferenceValueSchema);
export type Preferences = z.infer<typeof preferencesSchema>;
