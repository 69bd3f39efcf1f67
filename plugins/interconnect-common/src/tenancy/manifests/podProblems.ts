import { containerProblems, securityProblems } from './containerProblems';
import { below, isSet, Part, recordOf, recordsOf } from './walk';

/** Where something stands that is refused, and why it is. */
export interface Refusal {
  path: string;
  why: string;
  accepted?: string;
}

/** Fields that make a pod share what is the node's. */
const hostFields: Record<string, string> = {
  hostNetwork: 'is on the network of its node',
  hostPID: 'sees the processes of its node',
  hostIPC: 'shares memory with its node',
};

/** Kernel settings that concern a pod alone, as Pod Security's `baseline` has them. */
const safeSysctls = new Set([
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ping_group_range',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_syncookies',
]);

/**
 * What of a pod's specification gives it more than its project has: Pod Security's `baseline`, and
 * accounts of others.
 *
 * @param accounts - ServiceAccounts that the pod may run as, beside `default`
 */
export function podProblems({ path, value: spec }: Part, accounts: ReadonlySet<string>): Refusal[] {
  const problems: Refusal[] = [];
  const refuse = (field: string, why: string) => problems.push({ path: below(path, field), why });
  for (const [field, why] of Object.entries(hostFields)) {
    if (isSet(spec[field])) {
      refuse(field, `the pod ${why}`);
    }
  }
  for (const field of ['serviceAccountName', 'serviceAccount']) {
    const account = spec[field] ?? '';
    if (account !== '' && account !== 'default' && !accounts.has(account as string)) {
      refuse(
        field,
        "the pod runs as an account that is neither 'default' nor in the same manifest",
      );
    }
  }
  const security = recordOf(spec.securityContext);
  problems.push(...securityProblems(below(path, 'securityContext'), security));
  recordsOf(security.sysctls).forEach(({ name }, index) => {
    if (!safeSysctls.has(name as string)) {
      refuse(`securityContext.sysctls[${index}]`, 'the setting concerns more than the pod');
    }
  });
  recordsOf(spec.volumes).forEach((volume, index) => {
    if (isSet(volume.hostPath)) {
      refuse(`volumes[${index}].hostPath`, 'the pod sees files of its node');
    }
    recordsOf(recordOf(volume.projected).sources).forEach((source, at) => {
      const audience = recordOf(source.serviceAccountToken).audience;
      if (isSet(audience) && audience !== '') {
        refuse(
          `volumes[${index}].projected.sources[${at}].serviceAccountToken.audience`,
          'the token is for something else than the cluster itself',
        );
      }
    });
  });
  for (const list of ['containers', 'initContainers', 'ephemeralContainers']) {
    recordsOf(spec[list]).forEach((container, index) =>
      problems.push(...containerProblems(below(path, `${list}[${index}]`), container)),
    );
  }
  return problems;
}
