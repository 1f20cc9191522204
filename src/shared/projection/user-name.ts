/**
 * The name a person is shown by: the last part of a `did:web:…` id, decoded; any other id as it is.
 * A malformed escape leaves that part as it was written.
 */
export function userName(userId: string): string {
  if (!userId.startsWith("did:")) return userId;
  const name = userId.slice(userId.lastIndexOf(":") + 1);
  try {
    return decodeURIComponent(name) || userId;
  } catch (error) {
    if (error instanceof URIError) return name;
    throw error;
  }
}
