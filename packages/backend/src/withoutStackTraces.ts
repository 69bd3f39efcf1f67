import type { RequestHandler } from 'express';

/**
 * Keeps stack traces out of error answers. Backstage's error middleware shows them while NODE_ENV
 * is `development`, which guest sign-in needs; they are of no use to callers, and stand in the log
 * anyway.
 */
export const withoutStackTraces: RequestHandler = (_req, res, next) => {
  const json = res.json.bind(res);
  res.json = body => {
    for (let error = body?.error; error && typeof error === 'object'; error = error.cause) {
      delete error.stack;
    }
    return json(body);
  };
  next();
};
