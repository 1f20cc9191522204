/** Details beside a message: names and values, never whole payloads. */
export type LogDetails = Readonly<Record<string, unknown>>;

/** Where the store tells what happens inside it. Without one it is silent; nothing is told here that is not also thrown or returned where the caller can act. */
export interface Logger {
  debug(message: string, details?: LogDetails): void;
  info(message: string, details?: LogDetails): void;
  warn(message: string, details?: LogDetails): void;
  error(message: string, details?: LogDetails): void;
  /** A logger that adds these details to every message. */
  child?(details: LogDetails): Logger;
}

/** A logger that says nothing. */
export const silentLogger: Logger = {
  debug: ignore,
  info: ignore,
  warn: ignore,
  error: ignore,
  child: () => silentLogger,
};

/** The logger of one component: the logger's own child where it makes some, else one that adds the component's name. */
export function componentLogger(logger: Logger, component: string): Logger {
  if (logger.child !== undefined) return logger.child({ component });
  const named = (details?: LogDetails): LogDetails => ({ component, ...details });
  return {
    debug: (message, details) => logger.debug(message, named(details)),
    info: (message, details) => logger.info(message, named(details)),
    warn: (message, details) => logger.warn(message, named(details)),
    error: (message, details) => logger.error(message, named(details)),
  };
}

function ignore(): void {
  // Nobody listens.
}
