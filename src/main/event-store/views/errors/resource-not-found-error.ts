/** No resource is stored at this URI. */
export class ResourceNotFoundError extends Error {
  readonly code = "resource-not-found";
  readonly uri: string;

  constructor(uri: string) {
    super(`No resource is stored at ${uri}.`);
    this.name = "ResourceNotFoundError";
    this.uri = uri;
  }
}

export function isResourceNotFoundError(error: unknown): error is ResourceNotFoundError {
  return error instanceof ResourceNotFoundError;
}
