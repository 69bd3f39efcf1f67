import type { Refusal } from './podProblems';
import { below, isSet, recordOf, recordsOf } from './walk';

/** What Pod Security's `baseline` lets a container add. */
const capabilities = new Set([
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
]);

const seLinuxTypes = new Set([
  '',
  'container_t',
  'container_init_t',
  'container_kvm_t',
  'container_engine_t',
]);

/** What of a container gives it more than `baseline` does. */
export function containerProblems(path: string, container: Record<string, unknown>): Refusal[] {
  const problems: Refusal[] = [];
  const refuse = (field: string, why: string) => problems.push({ path: below(path, field), why });
  const security = recordOf(container.securityContext);
  if (isSet(security.privileged)) {
    refuse('securityContext.privileged', 'the container has the rights of its node');
  }
  if (!['Default', '', undefined, null].includes(security.procMount as string)) {
    refuse('securityContext.procMount', 'the container sees all of /proc');
  }
  const { add } = recordOf(security.capabilities);
  (Array.isArray(add) ? add : []).forEach((capability, index) => {
    if (typeof capability !== 'string' || !capabilities.has(capability.replace(/^CAP_/, ''))) {
      refuse(
        `securityContext.capabilities.add[${index}]`,
        'the capability concerns more than the container',
      );
    }
  });
  problems.push(...securityProblems(below(path, 'securityContext'), security));
  recordsOf(container.ports).forEach(({ hostPort }, index) => {
    if (hostPort !== undefined && hostPort !== null && hostPort !== 0) {
      refuse(`ports[${index}].hostPort`, 'the container takes a port of its node');
    }
  });
  const lifecycle = recordOf(container.lifecycle);
  const handlers = {
    livenessProbe: container.livenessProbe,
    readinessProbe: container.readinessProbe,
    startupProbe: container.startupProbe,
    'lifecycle.postStart': lifecycle.postStart,
    'lifecycle.preStop': lifecycle.preStop,
  };
  for (const [name, handler] of Object.entries(handlers)) {
    for (const action of ['httpGet', 'tcpSocket']) {
      if (recordOf(recordOf(handler)[action]).host) {
        refuse(`${name}.${action}.host`, 'the node would call somebody else than the pod');
      }
    }
  }
  return problems;
}

/** The same for what pods and containers have in common. */
export function securityProblems(path: string, security: Record<string, unknown>): Refusal[] {
  const problems: Refusal[] = [];
  const refuse = (field: string, why: string) => problems.push({ path: below(path, field), why });
  if (isSet(recordOf(security.windowsOptions).hostProcess)) {
    refuse('windowsOptions.hostProcess', 'the container is a process of its node');
  }
  for (const profile of ['seccompProfile', 'appArmorProfile']) {
    if (recordOf(security[profile]).type === 'Unconfined') {
      refuse(`${profile}.type`, 'nothing keeps the container from its node');
    }
  }
  const { type, user, role } = recordOf(security.seLinuxOptions);
  if (!seLinuxTypes.has((type ?? '') as string)) {
    refuse('seLinuxOptions.type', 'the type concerns more than the container');
  }
  if (user || role) {
    refuse('seLinuxOptions', 'a user or role concerns more than the container');
  }
  return problems;
}
