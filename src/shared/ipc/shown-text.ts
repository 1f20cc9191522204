import { z } from "zod";
import { shownText } from "../text/harmless-text.ts";

/**
 * Text of a record that a page only shows: what in it would reorder or hide other text arrives as its number. Values that
 * are looked for, compared or copied stay as they are.
 */
export const shownTextSchema = z.string().transform(shownText);
