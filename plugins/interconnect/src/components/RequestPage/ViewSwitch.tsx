import { ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import { useTexts } from '../../hooks/useTexts';
import { useRequest } from './RequestContext';

const views = { form: 'request.asForm', json: 'request.asJson', yaml: 'request.asYaml' } as const;

type View = keyof typeof views;

/** Form, JSON or YAML: three ways to edit the same document. */
export function ViewSwitch() {
  const t = useTexts();
  const { state, dispatch } = useRequest();
  const view: View = state.text?.format ?? 'form';

  function choose(chosen: View) {
    if (chosen === 'form') dispatch({ type: 'textClosed' });
    else dispatch({ type: 'textOpened', format: chosen });
  }
  return (
    <ToggleButtonGroup
      aria-label={t('request.view')}
      selectionMode="single"
      disallowEmptySelection
      isDisabled={state.text?.problem !== undefined}
      selectedKeys={[view]}
      onSelectionChange={keys => {
        const [chosen] = keys;
        if (chosen !== undefined) choose(chosen as View);
      }}
    >
      {(Object.keys(views) as View[]).map(id => (
        <ToggleButton key={id} id={id}>
          {t(views[id])}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
