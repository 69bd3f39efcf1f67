import type { ErrorCode } from 'yaml';

/** In words of our own: the library's quote the file, see `disclosure.ts`. */
export const yamlErrors: Record<ErrorCode, string> = {
  ALIAS_PROPS: 'an alias cannot have a tag or an anchor',
  BAD_ALIAS: 'an anchor or alias is empty or ends in a colon',
  BAD_COLLECTION_TYPE: 'a tag stands before another kind of value',
  BAD_DIRECTIVE: 'a directive (%) is not known or not complete',
  BAD_DQ_ESCAPE: 'an escape sequence in a text in double quotes is not known',
  BAD_INDENT: 'the indentation does not fit, or a bracket is not closed',
  BAD_PROP_ORDER: 'anchors and tags must come after the indicator',
  BAD_SCALAR_START: 'a text without quotes cannot begin with this character',
  BLOCK_AS_IMPLICIT_KEY: 'a key and its value on one line cannot hold another key or list',
  BLOCK_IN_FLOW: 'an indented value cannot stand within brackets or braces',
  DUPLICATE_KEY: 'a key stands there twice',
  IMPOSSIBLE: 'something stands where nothing can',
  KEY_OVER_1024_CHARS: 'a key has more than 1024 characters',
  MISSING_CHAR: 'a character is missing (a quote, a colon, a comma, a space)',
  MULTILINE_IMPLICIT_KEY: 'a key must stand on one line',
  MULTIPLE_ANCHORS: 'a value has several anchors',
  MULTIPLE_DOCS: 'there are several documents',
  MULTIPLE_TAGS: 'a value has several tags',
  NON_STRING_KEY: 'a key is not a text',
  RESOURCE_EXHAUSTION: 'it is nested too deeply',
  TAB_AS_INDENT: 'tabs are not allowed as indentation',
  TAG_RESOLVE_FAILED: 'a tag (!) is not known or does not fit its value',
  UNEXPECTED_TOKEN: 'a value or an indicator is not expected here',
};

/** When two objects are one, because nothing is between them. */
export const acceptedBetween = 'each key once, and between two objects a line with --- alone';

export const noExactNumber = 'a number is too large, or is none (.inf, .nan)';
export const acceptedNumber = `numbers up to ${Number.MAX_SAFE_INTEGER}, and in quotes what is a text`;

export const tooManyAliases = 'too many aliases';
export const tooLarge = 'it has more than 2 MiB';

/** Why a document whose syntax is right does not become a value: aliases are only followed then. */
export function aliasProblem(message: string): string {
  if (/circular/i.test(message)) {
    return 'an anchor contains itself';
  }
  if (/excessive alias/i.test(message)) {
    return tooManyAliases;
  }
  return /merge/i.test(message)
    ? 'a merge key (<<) needs an object'
    : 'an alias has no anchor before it';
}
