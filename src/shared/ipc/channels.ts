/** Names of the desktop's channels, apart from the contract so that the preload script carries no schemas. */
export const CALL_CHANNEL = "semiont:call";
export const PUSH_CHANNEL = "semiont:push";
export const DROP_CHANNEL = "semiont:drop";
