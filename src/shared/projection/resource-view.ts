import type { Annotation, Representation } from "../events/annotation.ts";

/** What is known of a resource, as schema.org descriptor; key order follows the order in which events set them. */
export interface ResourceDescriptor {
	"@context": string;
	"@id": string;
	name: string;
	representations: Representation[];
	archived: boolean;
	entityTypes: string[];
	creationMethod: string;
	dateCreated?: string;
	wasAttributedTo?: unknown;
	storageUri?: string;
	currentChecksum?: string;
	sourceResourceId?: string;
	/** Fields that payloads of later versions may carry through. */
	[key: string]: unknown;
}

export interface ResourceAnnotations {
	resourceId: string;
	annotations: Annotation[];
	/** How many events were applied, unknown types included. */
	version: number;
	/** Timestamp of the last event applied, ISO 8601. */
	updatedAt: string;
}

/** The materialized view of one resource, as written to `resources/<ab>/<cd>/<resourceId>.json`. */
export interface ResourceView {
	resource: ResourceDescriptor;
	annotations: ResourceAnnotations;
}
