/** Names of the hosts' channels, apart from the contract so that the preload script carries no schemas. */
export const CALL_CHANNEL = "semiont:call";
export const PUSH_CHANNEL = "semiont:push";
export const DROP_CHANNEL = "semiont:drop";
/** The protocol that the browser's socket speaks; the page offers it together with its token. */
export const SOCKET_PROTOCOL = "semiont-inspector";
