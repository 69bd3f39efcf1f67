import { InputError } from '@backstage/errors';
import express, { ErrorRequestHandler, RequestHandler } from 'express';
import { PayloadTooLargeError } from '../errors';

/**
 * Reads a body as JSON, whatever the content type says, because curl's default for -d is a form.
 * Errors leave out the body and the stack that the parser's errors carry.
 *
 * @param limit - largest size, as Express writes it: `1mb`
 */
export function jsonBody(limit: string): [RequestHandler, ErrorRequestHandler] {
  return [
    express.json({ limit, type: () => true }),
    (error, _req, _res, next) => {
      switch (error?.type) {
        case 'entity.parse.failed':
          next(new InputError(`The body is not JSON: ${error.message}`));
          break;
        case 'entity.too.large':
          next(new PayloadTooLargeError(`The body is bigger than ${limit}`));
          break;
        default:
          next(error?.status ? new InputError(`The body cannot be read: ${error.message}`) : error);
      }
    },
  ];
}
