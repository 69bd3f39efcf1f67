/* eslint-disable @typescript-eslint/no-require-imports */
import { randomUUID } from 'node:crypto';
import type { PayloadCodec, WorkerDeploymentVersion } from '@temporalio/common';
import type { NativeConnection, WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { signedOnly } from '../signing/signedOnly';
import { versioning } from '../worker/versioning';
import { testCodec, testVerifier } from './keys';

/**
 * Loaded when it is wanted: tests without a worker do not pay for the native module. Jest knows no
 * `import()`.
 */
const workerPackage = () => require('@temporalio/worker') as typeof import('@temporalio/worker');

/** Shared by the tests of a file: bundling takes seconds. */
let bundling: Promise<WorkflowBundleWithSourceMap> | undefined;

/**
 * A worker with the real workflows and the activities of a test, on a running Temporal server. It
 * believes what `testSigner` has signed, as a worker in production believes its backend.
 */
export class TestWorker {
  /** @param codec - of what the server keeps; by default it encrypts */
  static async connect(address: string, codec: PayloadCodec = testCodec): Promise<TestWorker> {
    const { NativeConnection: connections } = workerPackage();
    const { buildWorkflowBundle } =
      require('../worker/workflowBundle') as typeof import('../worker/workflowBundle');
    const { quietRuntime } = require('./quietRuntime') as typeof import('./quietRuntime');
    quietRuntime();
    // One after the other: bundling keeps the thread so busy that connecting would run into its
    // deadline.
    const connection = await connections.connect({ address });
    bundling ??= buildWorkflowBundle();
    return new TestWorker(connection, await bundling, codec);
  }

  /** Where it looks for work, unless told otherwise. */
  readonly taskQueue = `tests-${randomUUID()}`;

  private constructor(
    readonly connection: NativeConnection,
    readonly bundle: WorkflowBundleWithSourceMap,
    private readonly codec: PayloadCodec,
  ) {}

  /**
   * Carries out rollouts, with activities by name, until `work` is done.
   *
   * @param version - of the worker; absent: it takes part in no Worker Versioning
   */
  async during<T>(
    activities: { all: object },
    work: () => Promise<T>,
    taskQueue = this.taskQueue,
    version?: WorkerDeploymentVersion,
  ): Promise<T> {
    const { Worker } = workerPackage();
    const worker = await Worker.create({
      connection: this.connection,
      taskQueue,
      identity: 'worker of the tests',
      workflowBundle: this.bundle,
      ...signedOnly(
        testVerifier,
        { connection: this.connection, codec: this.codec, namespace: 'default' },
        activities.all,
      ),
      dataConverter: { payloadCodecs: [this.codec] },
      ...versioning(version),
      shutdownGraceTime: 100,
      shutdownForceTime: 2_000,
    });
    return worker.runUntil(work);
  }

  close(): Promise<void> {
    return this.connection.close();
  }
}
