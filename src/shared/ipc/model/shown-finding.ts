import { findingSchema } from "../../integrity/finding.ts";
import { shownTextSchema } from "../shown-text.ts";

/** A finding for a page, whose sentence may quote a record. What was expected and found stays as it is, to be copied. */
export const shownFindingSchema = findingSchema.extend({ message: shownTextSchema });
