import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InstalledCli } from './installedCli';

/** What shells complete, each with the script that the installed command prints for it. */
export function shellScenarios(cli: () => InstalledCli) {
  /** A folder with one file, in which a shell completes. */
  function folderOf(shell: string) {
    const cwd = mkdtempSync(join(cli().folder, `${shell}-`));
    writeFileSync(join(cwd, 'export.jsonl'), '');
    const env = { PATH: `${cli().path}:${process.env.PATH}`, HOME: cwd, TERM: 'dumb' };
    return { cwd, env, encoding: 'utf8' as const };
  }

  it('completes in a bash', () => {
    const script = [
      'source <(interconnect completion bash)',
      'COMP_WORDS=(interconnect rollout re) COMP_CWORD=2',
      '_interconnect',
      'echo "${COMPREPLY[@]}"',
    ].join('\n');
    const said = execFileSync('bash', ['-c', script], folderOf('bash'));
    expect(said).toBe('reject retry resume\n');
  });

  whereInstalled('fish')('completes in a fish: words, and files where it knows none', () => {
    const options = folderOf('fish');
    const complete = (typed: string) => {
      const script = `interconnect completion fish | source; complete -C '${typed}'`;
      return execFileSync('fish', ['-c', script], options);
    };
    expect(complete('interconnect rollout re')).toBe('reject\nresume\nretry\n');
    expect(complete('interconnect get --output=js')).toBe('--output=json\n');
    expect(complete('interconnect audit verify ')).toBe('export.jsonl\n');
    expect(complete('interconnect apply --file=ex')).toBe('--file=export.jsonl\n');
  });

  whereInstalled('zsh')('completes in a zsh: words, and files where it knows none', () => {
    // A zsh completes only in a terminal. It reads until what is expected stands there.
    const script = [
      'interconnect completion zsh > _interconnect',
      'zmodload zsh/zpty',
      'zpty inner zsh -f -i',
      `zpty -w inner 'fpath=($PWD $fpath); autoload -U compinit; compinit -D; PROMPT="rea""dy>"'`,
      `zpty -r inner said '*ready>*'`,
      `zpty -n -w inner $'interconnect rollout ret\\t'`,
      `zpty -r inner said '*rollout retry *'`,
      `zpty -n -w inner $'\\x15interconnect apply --file=ex\\t'`,
      `zpty -r inner said '*--file=export.jsonl *'`,
    ].join('\n');
    execFileSync('zsh', ['-f', '-c', script], { ...folderOf('zsh'), timeout: 60_000 });
  });
}

/** A test that needs a shell. */
function whereInstalled(shell: string) {
  return spawnSync(shell, ['--version']).error ? it.skip : it;
}
