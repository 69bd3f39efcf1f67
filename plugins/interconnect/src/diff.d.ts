/** The part of `diff` that is used here; the package brings no types. */
declare module 'diff' {
  export function structuredPatch(
    oldFileName: string,
    newFileName: string,
    oldText: string,
    newText: string,
    oldHeader: string,
    newHeader: string,
    options: { context: number; maxEditLength: number },
  ): { hunks: { oldStart: number; lines: string[] }[] } | undefined;
}
