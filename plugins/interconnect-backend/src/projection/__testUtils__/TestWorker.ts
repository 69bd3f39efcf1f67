import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { randomUUID } from 'node:crypto';
import {
  rollbackPlan,
  type CommandEvidence,
  type RollbackBase,
  type RolloutEvidence,
  type StepActivityInput,
  type StepResult,
} from '@interconnect/backstage-plugin-interconnect-common';
import { commandRefusal, rolloutRefusal } from '@interconnect/backstage-plugin-interconnect-node';
import { activityInfo, Context } from '@temporalio/activity';
import {
  bundleWorkflowCode,
  DefaultLogger,
  NativeConnection,
  Runtime,
  Worker,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';
import { testCodec, testVerifier } from '../../__testUtils__/keys';

type Behaviour = (argument: StepActivityInput) => Promise<StepResult>;

const kinds = [
  'createNetwork',
  'deployLoadBalancer',
  'deploySkupper',
  'deployApplication',
  'linkSpoke',
  'publishServices',
  'retireAuthority',
  'verify',
];
const types = kinds.flatMap(kind => [kind, `undo${kind[0].toUpperCase()}${kind.slice(1)}`]);

const done: Behaviour = async ({ input }) => {
  if (input.kind === 'verify') {
    return {
      message: 'all as asked for',
      observation: { observedAt: new Date().toISOString(), members: [], services: [] },
    };
  }
  if (input.kind !== 'deployApplication' || !input.expose) {
    return { message: `${input.kind} done` };
  }
  const { application, cluster, namespace } = input;
  return { exposed: [{ application, cluster, namespace, name: application, port: 8080 }] };
};

/** Stand-ins of the activities on Kubernetes: they succeed at once, unless told otherwise for an activity id. */
export class TestActivities {
  private readonly behaviours = new Map<string, Behaviour>();
  /** Ids of the attempts, in the order in which they began. */
  readonly ids: string[] = [];

  on(activityId: string, behaviour: Behaviour): this {
    this.behaviours.set(activityId, behaviour);
    return this;
  }

  /** The activity heartbeats until it is released, or canceled. */
  hold(activityId: string): () => void {
    let release = () => {};
    const released = new Promise<void>(resolve => (release = resolve));
    this.on(activityId, async () => {
      const heartbeats = setInterval(() => Context.current().heartbeat(), 300);
      try {
        await Promise.race([released, Context.current().cancelled]);
        return { message: 'held and released' };
      } finally {
        clearInterval(heartbeats);
      }
    });
    return () => release();
  }

  get all(): Record<string, Behaviour> {
    const run: Behaviour = async argument => {
      const { activityId } = activityInfo();
      this.ids.push(activityId);
      return (this.behaviours.get(activityId) ?? done)(argument);
    };
    return Object.fromEntries(types.map(type => [type, run]));
  }
}

/** As those of the product's worker. */
const planning = { planRollback: async (base: RollbackBase) => rollbackPlan(base) };
const signatures = {
  verifyRollout: async (rollout: RolloutEvidence) => rolloutRefusal(testVerifier, rollout) ?? null,
  verifyCommand: async (evidence: CommandEvidence) =>
    commandRefusal(testVerifier, evidence, new Date()) ?? null,
};

let bundle: Promise<WorkflowBundleWithSourceMap> | undefined;

/** The real rollout workflow, on a task queue of its own. */
export class TestWorker {
  readonly taskQueue = `projection-${randomUUID()}`;

  static async connect(address: string): Promise<TestWorker> {
    if (!bundle) {
      Runtime.install({ logger: new DefaultLogger('ERROR') });
    }
    bundle ??= bundleWorkflowCode({
      workflowsPath: join(workflowsPackage(), 'src', 'workflows.ts'),
      logger: new DefaultLogger('ERROR'),
    });
    return new TestWorker(await NativeConnection.connect({ address }), await bundle);
  }

  private constructor(
    private readonly connection: NativeConnection,
    private readonly code: WorkflowBundleWithSourceMap,
  ) {}

  /** Carries out rollouts, with activities by name, until `work` is done. */
  async during<T>(activities: { all: object }, work: () => Promise<T>): Promise<T> {
    const worker = await Worker.create({
      connection: this.connection,
      taskQueue: this.taskQueue,
      workflowBundle: this.code,
      activities: { ...activities.all, ...signatures, ...planning },
      dataConverter: { payloadCodecs: [testCodec] },
      shutdownGraceTime: 100,
      shutdownForceTime: 2_000,
    });
    return worker.runUntil(work());
  }

  close(): Promise<void> {
    return this.connection.close();
  }
}

function workflowsPackage(): string {
  return dirname(createRequire(__filename).resolve('@interconnect/workflows/package.json'));
}
