import { Connection, defaultGrpcRetryOptions, makeGrpcRetryInterceptor } from '@temporalio/client';
import type { TemporalOptions } from './TemporalOptions';

/**
 * Connects with the first call, and again by itself whenever the server is back, so that the
 * backend boots and answers without it.
 */
export function createConnection({ address, tls, apiKey }: TemporalOptions): Connection {
  return Connection.lazy({
    address,
    tls,
    apiKey,
    // Ten attempts by default, in some 20 s: too long for a person who waits, and for the
    // projection to notice.
    interceptors: [makeGrpcRetryInterceptor(defaultGrpcRetryOptions({ maxAttempts: 3 }))],
    channelArgs: {
      // 4 MB by default, which a page of a large rollout's history exceeds.
      'grpc.max_receive_message_length': 128 * 1024 * 1024,
      // Up to two minutes by default: so long nobody waits for a server that is back.
      'grpc.initial_reconnect_backoff_ms': 250,
      'grpc.max_reconnect_backoff_ms': 2_000,
    },
  });
}
