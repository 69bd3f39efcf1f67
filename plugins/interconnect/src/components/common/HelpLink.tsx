import { configApiRef, useApi } from '@backstage/core-plugin-api';
import { Link } from '@backstage/ui';
import { useTexts } from '../../hooks/useTexts';
import { HelpTopic, helpPages } from './helpPages';

/**
 * Leads to what the documentation says about something; nothing where the portal does not know the
 * documentation (`interconnect.docs.baseUrl`).
 */
export function HelpLink({ about }: { about: HelpTopic }) {
  const t = useTexts();
  const base = useApi(configApiRef).getOptionalString('interconnect.docs.baseUrl');
  if (base === undefined) return null;
  return (
    <div>
      <Link href={`${base.replace(/\/$/, '')}/${helpPages[about]}`}>{t(`help.${about}`)}</Link>
    </div>
  );
}
