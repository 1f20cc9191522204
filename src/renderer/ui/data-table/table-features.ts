import { rowSortingFeature, tableFeatures } from "@tanstack/react-table";

/** The parts of the table library that are used; what is not named here is not loaded. */
export const TABLE_FEATURES = tableFeatures({ rowSortingFeature });
export type TableFeatures = typeof TABLE_FEATURES;
