import { Command, Option } from 'commander';

/** What could stand in the place of the last of these words. */
export interface Candidates {
  words: string[];
  /** What is typed of the word: the one that is meant begins with it. */
  begun: string;
  /** The name of a network could stand there as well, which only the server knows. */
  networks?: boolean;
}

/**
 * What a shell offers.
 *
 * @param broken - after the name of the program; the last word is the one that is being typed
 */
export function candidatesOf(program: Command, broken: string[]): Candidates {
  const typed = whole(broken);
  const current = typed.at(-1) ?? '';
  let command = program;
  let places = 0;
  let open: Option | undefined;
  for (const word of typed.slice(0, -1)) {
    const child = command.commands.find(one => one.name() === word);
    if (word.startsWith('-')) {
      open = optionsOf(command).find(option => isNamed(option, word) && takesValue(option));
      if (word.includes('=')) open = undefined;
    } else if (open) {
      open = undefined;
    } else if (child) {
      command = child;
      places = 0;
    } else {
      places += 1;
    }
  }
  const [, flag] = /^(--[^=]+)=/.exec(current) ?? [];
  if (flag !== undefined) {
    const option = optionsOf(command).find(one => isNamed(one, flag));
    return {
      words: (option?.argChoices ?? []).map(choice => `${flag}=${choice}`),
      begun: current,
    };
  }
  if (current.startsWith('-')) {
    return { words: optionsOf(command).flatMap(option => option.long ?? []), begun: current };
  }
  if (open) return { words: [...(open.argChoices ?? [])], begun: current };
  const argument = command.registeredArguments[places];
  return {
    words: [...visible(command), ...(argument?.argChoices ?? [])],
    begun: current,
    ...(argument?.name() === 'network' && { networks: true }),
  };
}

/** A bash breaks words at `=` and `:`. */
function whole(broken: string[]): string[] {
  const words: string[] = [];
  broken.forEach((word, index) => {
    const last = index === broken.length - 1;
    if (word === '=') words.push(...(last ? [''] : []));
    else if (word === ':' || broken[index - 1] === ':') words.push(`${words.pop() ?? ''}${word}`);
    else words.push(word);
  });
  return words;
}

function optionsOf(command: Command): Option[] {
  const parents = command.parent ? optionsOf(command.parent) : [];
  return [...command.options, ...parents];
}

function isNamed({ long, short }: Option, word: string): boolean {
  const [name] = word.split('=');
  return name === long || name === short;
}

function takesValue(option: Option): boolean {
  return option.required || option.optional;
}

function visible(command: Command): string[] {
  const help = command.createHelp();
  return help.visibleCommands(command).map(one => one.name());
}
