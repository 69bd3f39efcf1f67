/**
 * Services of Skupper's own in the namespace of a network: a service that is published gets a
 * Service of its name there.
 */
const reserved = /^skupper-router(-\d+)?(-local)?$/;

/** Whether no application can publish a Service of this name. */
export function isReservedService(name: string): boolean {
  return reserved.test(name);
}

export const reservedProblem = {
  message: 'is the name of a Service that Skupper has in the namespace of the network',
  accepted: 'another name of a Service that is exposed',
};
