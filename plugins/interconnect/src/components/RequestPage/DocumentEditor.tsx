import { Flex, Text, TextAreaField } from '@backstage/ui';
import { useTexts } from '../../hooks/useTexts';
import fieldStyles from './fields/fields.module.css';
import { useRequest } from './RequestContext';
import { RequestText } from './state/requestState';
import { NameFields } from './steps/NameFields';
import styles from './steps/steps.module.css';

/** The document as a text. Project and name are not part of it and have fields of their own. */
export function DocumentEditor({ text }: { text: RequestText }) {
  const t = useTexts();
  const { dispatch } = useRequest();
  const { format, value, problem } = text;
  const formatName = t(format === 'json' ? 'request.asJson' : 'request.asYaml');

  function said(): string | undefined {
    if (!problem) return undefined;
    if ('line' in problem) {
      return t('request.textProblem', { line: `${problem.line}`, message: problem.message });
    }
    return t('request.shapeProblem', { field: problem.field || t('request.wholeDocument') });
  }
  return (
    <Flex direction="column" gap="4">
      <NameFields />
      <div data-place="document" className={`${styles.document} ${fieldStyles.field}`}>
        <TextAreaField
          label={t('request.document', { format: formatName })}
          description={t('request.documentHint')}
          value={value}
          onChange={written => dispatch({ type: 'written', format, value: written })}
          rows={24}
          spellCheck="false"
          validationBehavior="aria"
          validate={said}
        />
      </div>
      {problem && (
        <Text as="p" role="status" color="secondary">
          {t('request.textBlocked')}
        </Text>
      )}
    </Flex>
  );
}
