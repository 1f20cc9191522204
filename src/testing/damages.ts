import type { Damage } from "./damage.ts";
import { DAMAGES_OF_ORDER } from "./damages-of-order.ts";
import { DAMAGES_OF_RECORDS } from "./damages-of-records.ts";

/** Every way of damaging a stream that the check must tell. */
export const DAMAGES: Readonly<Record<string, Damage>> = { ...DAMAGES_OF_RECORDS, ...DAMAGES_OF_ORDER };
