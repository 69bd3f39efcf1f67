import { isRecord } from './disclosure';
import { FieldError } from './errors';
import { limits } from './fields';
import { DocumentParts } from './parts';
import { secretErrors } from './secretValues';

type SourceParts = NonNullable<NonNullable<DocumentParts['applications']>[number]['source']>;

/** The last part of the name of an OCI repository; chart repositories take no other ones. */
const chartName = /^[a-z0-9]+([._-]+[a-z0-9]+)*$/i;

/** What must hold between the fields of a chart. @param field - of the source */
export function chartErrors(source: SourceParts, field: string): FieldError[] {
  const { kind, chart, version, repository, values, digest } = source;
  if (kind !== 'helm') {
    return [];
  }
  const errors: FieldError[] = [];
  if (repository && !version && version !== '') {
    errors.push({
      field: `${field}.version`,
      message: 'is missing',
      accepted: "one exact version of the chart in the repository, like '6.7.1'",
    });
  }
  if (repository && chart && !chartName.test(chart)) {
    errors.push({
      field: `${field}.chart`,
      message: `'${chart}' is not the name of a chart in a repository`,
      accepted: "a name like 'podinfo', or a folder of charts without a repository",
    });
  }
  if (!repository && digest && chart && !chart.endsWith('.tgz')) {
    errors.push({
      field: `${field}.digest`,
      message: 'is there for a folder',
      accepted: 'a packaged chart (.tgz), or without digest',
    });
  }
  return [
    ...errors,
    ...repositoryErrors(repository, `${field}.repository`),
    ...valuesErrors(values, `${field}.values`),
  ];
}

/** Users and passwords would be kept with the request. */
function repositoryErrors(repository: string | undefined, field: string): FieldError[] {
  const accepted =
    "an address like 'https://charts.example.com' or 'oci://registry.example.com/charts'";
  if (!repository || !/^(https?|oci):\/\/\S+$/.test(repository)) {
    return [];
  }
  const url = parsed(repository);
  if (!url) {
    return [{ field, message: 'is no address', accepted }];
  }
  if (url.username || url.password) {
    return [
      {
        field,
        message: 'has a user or a password, which would be kept with the request',
        accepted,
      },
    ];
  }
  return url.search || url.hash ? [{ field, message: "has a '?' or '#'", accepted }] : [];
}

function parsed(text: string): URL | undefined {
  try {
    return new URL(text.replace(/^oci:/, 'https:'));
  } catch {
    return undefined;
  }
}

function valuesErrors(values: unknown, field: string): FieldError[] {
  if (!isRecord(values)) {
    return [];
  }
  if (depthOf(values) > limits.valuesDepth) {
    return [
      { field, message: 'are nested too deeply', accepted: `at most ${limits.valuesDepth} levels` },
    ];
  }
  const length = JSON.stringify(values).length;
  return length > limits.values
    ? [
        {
          field,
          message: `have ${length} characters as JSON`,
          accepted: `at most ${limits.values}`,
        },
      ]
    : secretErrors(values, field);
}

/** Counted level by level, so that no depth of a body is too much for it. */
function depthOf(value: unknown): number {
  let depth = 0;
  for (let level: unknown[] = [value]; level.length > 0 && depth <= limits.valuesDepth; depth++) {
    level = level.flatMap(one =>
      typeof one === 'object' && one !== null ? Object.values(one) : [],
    );
  }
  return depth;
}
