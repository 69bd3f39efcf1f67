import { ResponseError } from '@backstage/errors';

/** What the client throws when the backend answers with an error. */
export function refusal(
  status: number,
  name: string,
  message: string,
  more: object = {},
): Promise<ResponseError> {
  const body = {
    error: { name, message, ...more, stack: `${name}\n  at secret.ts:1` },
    response: {},
  };
  return ResponseError.fromResponse(
    new Response(JSON.stringify(body), {
      status,
      headers: { 'content-type': 'application/json' },
    }),
  );
}
