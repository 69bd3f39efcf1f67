import { ChildProcess, fork } from 'node:child_process';
import type { FieldError } from '@interconnect/backstage-plugin-interconnect-common';
import { parse, Parsed, ParseRequest } from './parse';

/** What the other process is started with: it runs this same file. */
const purpose = 'interconnect-parse';
/** How Node ends when its heap is full. */
const outOfMemory = 'SIGABRT';
const cannotStart = 'The process that parses what people send does not start';

/** What the other process says; what compiles its files says more, to others. */
interface Message {
  isReady?: boolean;
  parsed?: Parsed;
}

/**
 * A text that takes more is refused: the largest manifest that is accepted takes a small part of
 * it.
 */
const defaults = { deadlineMs: 10_000, memoryMb: 256 };

/**
 * Parses texts of others in a process of its own, one after the other: none of them blocks the
 * event loop, and none can take this process's memory. A text that takes too long or too much ends
 * that process, and is refused; the next text gets a new one.
 */
export class ParseProcess {
  private readonly options: typeof defaults;
  /** Once it can be asked. */
  private child?: Promise<ChildProcess>;
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
    const child = this.child;
    this.child = undefined;
    (await child?.catch(() => undefined))?.kill('SIGKILL');
  }

  private async ask(request: ParseRequest): Promise<Parsed> {
    this.child ??= start(this.options.memoryMb);
    const child = await this.child.catch(error => {
      this.child = undefined;
      throw error;
    });
    if (!child.connected) {
      this.child = undefined;
      return this.ask(request);
    }
    const { deadlineMs } = this.options;
    return new Promise<Parsed>((resolve, reject) => {
      const timer = setTimeout(() => {
        settle();
        resolve(refusal(request, `takes longer than ${deadlineMs / 1000} seconds to read`));
        void this.close();
      }, deadlineMs);
      const answered = ({ parsed }: Message) => {
        if (parsed) {
          settle();
          resolve(parsed);
        }
      };
      const ended = (code: number | null, signal: string | null) => {
        settle();
        this.child = undefined;
        if (signal === outOfMemory) {
          resolve(refusal(request, 'takes too much memory to read'));
        } else {
          reject(new Error(`The process that parses has ended (${signal ?? code})`));
        }
      };
      function settle() {
        clearTimeout(timer);
        child.off('message', answered).off('exit', ended);
      }
      child.on('message', answered).on('exit', ended);
      child.send(request, error => error && child.kill('SIGKILL'));
    });
  }
}

/** A process that has loaded what it runs. It knows nothing of this one's environment. */
async function start(memoryMb: number): Promise<ChildProcess> {
  const child = fork(__filename, [purpose], {
    env: {},
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    execArgv: [
      `--max-old-space-size=${memoryMb}`,
      // From source, as `npm start` and tests run it, it needs what the CLI compiles files with.
      ...(__filename.endsWith('.ts')
        ? ['--require', require.resolve('@backstage/cli/config/nodeTransform.cjs')]
        : []),
    ],
  });
  await new Promise((ready, failed) => {
    child.on('message', (message: Message) => message.isReady && ready(undefined));
    child.once('error', failed);
    child.once('exit', code => failed(new Error(`${cannotStart} (code ${code})`)));
  });
  // It alone keeps nothing alive.
  child.unref();
  child.channel?.unref();
  return child;
}

function refusal(request: ParseRequest, message: string): Parsed {
  const accepted = 'a smaller or simpler one';
  return { refused: [{ ...placeOf(request, message), accepted }] };
}

function placeOf(request: ParseRequest, message: string): Pick<FieldError, 'field' | 'message'> {
  switch (request.kind) {
    case 'manifest':
      return {
        field: request.context.field ?? '',
        message: `${request.context.url} ${message}`,
      };
    case 'chartIndex':
      return { field: 'repository', message: `its index ${message}` };
    case 'body':
    case 'document':
      return { field: '', message: `The ${request.kind} ${message}` };
  }
}

if (process.argv[2] === purpose && process.send) {
  const tell = (message: Message) => process.send?.(message);
  process.on('message', request => tell({ parsed: parse(request as ParseRequest) }));
  process.on('disconnect', () => process.exit());
  tell({ isReady: true });
}
