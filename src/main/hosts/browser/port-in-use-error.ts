/** Another program listens on the port that was asked for. */
export class PortInUseError extends Error {
  readonly code = "port-in-use";

  constructor(port: number, options?: ErrorOptions) {
    super(
      `Port ${port} of 127.0.0.1 is taken by another program. Choose another with --port, or leave it out.`,
      options,
    );
    this.name = "PortInUseError";
  }
}
