import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exitCodes, Failure } from '../shared/failure.ts';

/**
 * Opens a port.
 * @param port 0: any free one
 * @param purpose what would listen there, for the message
 * @returns the port
 * @throws Failure `port-busy`
 */
export function listen(server: Server, host: string, port: number, purpose: string): Promise<number> {
  return new Promise((resolve, reject) => {
    function refuse(cause: NodeJS.ErrnoException): void {
      if (cause.code !== 'EADDRINUSE') {
        reject(cause);
        return;
      }
      reject(
        new Failure('port-busy', `Port ${port} on ${host}, meant for ${purpose}, is in use by another process`, {
          hint: 'Choose another port, or 0 for any free one.',
          exitCode: exitCodes.usage,
          cause,
        }),
      );
    }
    server.once('error', refuse);
    server.listen(port, host, () => {
      server.off('error', refuse);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** Closes the port and every connection, idle or not; resolves when all are gone. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
