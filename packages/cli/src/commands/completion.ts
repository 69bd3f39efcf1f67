import { Argument, Command } from 'commander';
import { allPages } from '../server/allPages';
import { candidatesOf } from './candidates';
import { Cli, sessionOf } from './Cli';

/**
 * A shell asks the program itself, so that its script never has to be made again. A bash takes the
 * answer as words: `compgen -W` would carry out what stands in it. A zsh that loads the file by
 * its name calls what it has just defined. Where nothing is found, each of them offers files.
 */
const scripts = {
  bash: `_interconnect() {
  local IFS=$'\\n'
  COMPREPLY=($(interconnect complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _interconnect interconnect`,
  zsh: `#compdef interconnect
_interconnect() {
  local -a found
  found=("\${(@f)$(interconnect complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n "$found" ]]; then compadd -a found; else compset -P 1 '--*='; _files; fi
}
if [[ "\${funcstack[1]}" == _interconnect ]]; then _interconnect; else compdef _interconnect interconnect; fi`,
  fish: `function _interconnect
  interconnect complete -- (commandline -opc)[2..-1] (commandline -ct) 2>/dev/null
end
complete -c interconnect -f -a '(_interconnect)'
complete -c interconnect -n 'not string length -q -- (_interconnect)' -F`,
} as const;

/** `completion`, and what its scripts call. */
export function addCompletionCommands(program: Command, cli: Cli): void {
  program
    .command('completion')
    .description('print what completes commands in a shell')
    .addArgument(new Argument('<shell>').choices(Object.keys(scripts)))
    .action((shell: keyof typeof scripts) => cli.io.out(scripts[shell]));

  program
    .command('complete [words...]', { hidden: true })
    .action(async (typed: string[], _options, own: Command) => {
      const { words, begun, networks } = candidatesOf(program, typed);
      const named = networks ? await networkNames(cli, own).catch(() => []) : [];
      const found = [...words, ...named].filter(word => word.startsWith(begun));
      if (found.length > 0) cli.io.out(found.join('\n'));
    });
}

async function networkNames(cli: Cli, command: Command): Promise<string[]> {
  const { client } = await sessionOf(cli, command);
  const networks = await allPages(page => client.listAllNetworks(page));
  return networks.map(({ project, name }) => `${project}/${name}`);
}
