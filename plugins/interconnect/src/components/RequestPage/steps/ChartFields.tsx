import { useState } from 'react';
import { useTexts } from '../../../hooks/useTexts';
import { ErrorLine, TextInput } from '../fields/texts';
import { useAllowedHint, useRequest } from '../RequestContext';
import { documentToText, textToDocument } from '../state/documentText';
import { FormApplication } from '../state/formDocument';
import { isRecord, Json } from '../state/json';

type Source = NonNullable<FormApplication['source']>;

/** An application that is a chart of Helm: which one, from where, and its values. */
export function ChartFields({ place, source }: { place: string; source: Source }) {
  const t = useTexts();
  const withAllowed = useAllowedHint();
  const { dispatch, limits } = useRequest();
  const allowed = limits?.limits.charts.filter(pattern => pattern !== '*');
  const shared = (field: 'chart' | 'version' | 'repository') => ({
    place: `${place}.${field}`,
    value: source[field],
    onChange: (value: string) => dispatch({ type: 'set', field: `${place}.${field}`, value }),
  });
  return (
    <>
      <TextInput
        {...shared('chart')}
        label={t('request.chart')}
        hint={t('request.chartHint')}
        isRequired
      />
      <TextInput
        {...shared('repository')}
        label={t('request.repository')}
        hint={withAllowed(t('request.repositoryHint'), allowed)}
      />
      <TextInput
        {...shared('version')}
        label={t('request.chartVersion')}
        hint={t('request.chartVersionHint')}
      />
      <ValuesInput place={`${place}.values`} values={source.values} />
    </>
  );
}

/**
 * Values as YAML. While the text cannot be read, it stands in the document in their place: nobody
 * accepts it there, so that nothing can be asked for that is not what is seen.
 */
function ValuesInput({ place, values }: { place: string; values: Source['values'] }) {
  const t = useTexts();
  const { dispatch } = useRequest();
  const [written, setWritten] = useState('');
  const read = valuesOf(written);
  const isOwn = JSON.stringify(read.value) === JSON.stringify(values);
  const text = isOwn ? written : textOf(values);

  function change(value: string) {
    setWritten(value);
    dispatch({ type: 'set', field: place, value: valuesOf(value).value });
  }
  return (
    <div>
      <TextInput
        place={place}
        label={t('request.values')}
        hint={t('request.valuesHint')}
        value={text}
        onChange={change}
        rows={8}
      />
      <ErrorLine
        text={isOwn && read.line ? t('request.valuesUnread', { line: `${read.line}` }) : undefined}
      />
    </div>
  );
}

function textOf(values: Json | undefined): string {
  if (values === undefined) return '';
  return typeof values === 'string' ? values : documentToText(values, 'yaml');
}

function valuesOf(text: string): { value: Json | undefined; line?: number } {
  if (text.trim() === '') return { value: undefined };
  const read = textToDocument(text, 'yaml');
  if ('problem' in read) return { value: text, line: read.problem.line };
  const { document } = read;
  // Comments alone.
  if (document === null) return { value: undefined };
  return isRecord(document) ? { value: document } : { value: text, line: 1 };
}
