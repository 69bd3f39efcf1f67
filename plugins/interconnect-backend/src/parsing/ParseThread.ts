import { once } from 'node:events';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { parse, Parsed, ParseRequest } from './parse';

/** Of all files of this process, this one is what the thread runs. */
const purpose = 'interconnect: parse what people send';

/** A text that takes more is refused: the largest manifest that is accepted takes a small part of it. */
const defaults = { deadlineMs: 10_000, memoryMb: 256 };

/**
 * Parses texts of others in a thread of its own, one after the other, so that none of them blocks the event loop. A text
 * that takes too long or too much memory ends the thread, and is refused; the next text gets a new thread.
 */
export class ParseThread {
  private readonly options: typeof defaults;
  /** Once it can be asked. */
  private worker?: Promise<Worker>;
  private last: Promise<unknown> = Promise.resolve();

  constructor(options: Partial<typeof defaults> = {}) {
    this.options = { ...defaults, ...options };
  }

  async parse(request: ParseRequest): Promise<Parsed> {
    const turn = this.last.then(() => this.ask(request));
    this.last = turn.catch(() => {});
    return turn;
  }

  async close(): Promise<void> {
    const worker = this.worker;
    this.worker = undefined;
    await (await worker?.catch(() => undefined))?.terminate();
  }

  private async ask(request: ParseRequest): Promise<Parsed> {
    this.worker ??= start(this.options.memoryMb);
    const worker = await this.worker.catch(error => {
      this.worker = undefined;
      throw error;
    });
    const { deadlineMs } = this.options;
    return new Promise<Parsed>((resolve, reject) => {
      const timer = setTimeout(() => {
        settle();
        resolve(refusal(request, `takes longer than ${deadlineMs / 1000} seconds to read`));
        void this.close();
      }, deadlineMs);
      const answered = (parsed: Parsed) => {
        settle();
        resolve(parsed);
      };
      const failed = (error: NodeJS.ErrnoException) => {
        settle();
        this.worker = undefined;
        if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
          resolve(refusal(request, 'takes too much memory to read'));
        } else {
          reject(error);
        }
      };
      const ended = () => failed(new Error('The thread that parses has ended'));
      function settle() {
        clearTimeout(timer);
        worker.off('message', answered).off('error', failed).off('exit', ended);
      }
      worker.on('message', answered).on('error', failed).on('exit', ended);
      worker.postMessage(request);
    });
  }
}

/** A thread that has loaded what it runs. */
async function start(memoryMb: number): Promise<Worker> {
  const worker = new Worker(__filename, {
    workerData: purpose,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    // From source, as `npm start` and tests run it, the thread needs what the CLI compiles files with.
    ...(__filename.endsWith('.ts') && {
      execArgv: ['--require', require.resolve('@backstage/cli/config/nodeTransform.cjs')],
    }),
  });
  // What it says while it is ended concerns nobody.
  worker.on('error', () => {});
  worker.unref();
  await once(worker, 'message');
  return worker;
}

function refusal(request: ParseRequest, message: string): Parsed {
  const accepted = 'a smaller or simpler one';
  return request.kind !== 'manifest'
    ? { refused: [{ field: '', message: `The ${request.kind} ${message}`, accepted }] }
    : {
        refused: [
          {
            field: request.context.field ?? '',
            message: `${request.context.url} ${message}`,
            accepted,
          },
        ],
      };
}

if (!isMainThread && workerData === purpose) {
  parentPort?.on('message', (request: ParseRequest) => parentPort?.postMessage(parse(request)));
  parentPort?.postMessage('ready');
}
