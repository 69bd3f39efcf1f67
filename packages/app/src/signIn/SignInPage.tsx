import { useEffect, useState } from 'react';
import { ResponseError } from '@backstage/errors';
import { configApiRef, discoveryApiRef, useApi } from '@backstage/frontend-plugin-api';
import type { SignInPageProps } from '@backstage/plugin-app-react';
import { Alert, Button, Container, Flex, Text } from '@backstage/ui';
import { Account, accountsOf } from './accounts';
import { createIdentity } from './createIdentity';

/**
 * Keeps the title of the signed-in account in this browser, so that a reload does not ask again.
 */
const STORED = 'interconnect.signedInAs';

/**
 * Lets a person choose an account, without a password. For development, where the auth backend
 * allows it.
 */
export const SignInPage = ({ onSignInSuccess }: SignInPageProps) => {
  const config = useApi(configApiRef);
  const accounts = accountsOf(config);
  const discovery = useApi(discoveryApiRef);
  const [pending, setPending] = useState(localStorage.getItem(STORED) ?? undefined);
  const [refusal, setRefusal] = useState<string>();

  const signIn = async ({ title, path }: Account) => {
    setPending(title);
    setRefusal(undefined);
    try {
      const url = `${await discovery.getBaseUrl('auth')}/${path}`;
      const identity = await createIdentity(url, title, () => localStorage.removeItem(STORED));
      localStorage.setItem(STORED, title);
      onSignInSuccess(identity);
    } catch (error) {
      localStorage.removeItem(STORED);
      setPending(undefined);
      setRefusal(reasonOf(error as Error));
    }
  };

  useEffect(() => {
    const again = accounts.find(({ title }) => title === pending);
    if (again) void signIn(again);
    else setPending(undefined);
    // Once, for the account that was signed in before.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  return (
    <main>
      <Container py="8">
        <Flex direction="column" gap="4" align="start">
          <Text as="h1" variant="title-medium" weight="bold">
            {config.getOptionalString('app.title') ?? 'Backstage'}
          </Text>
          <Text as="p">Choose a demo user. No password is needed in development.</Text>
          {accounts.map(account => (
            <Button
              key={account.title}
              isPending={pending === account.title}
              isDisabled={pending !== undefined && pending !== account.title}
              onPress={() => signIn(account)}
            >
              {`Enter as ${account.title}`}
            </Button>
          ))}
          {refusal && (
            <Alert
              status="danger"
              icon
              title="The portal did not let you in"
              description={refusal}
            />
          )}
        </Flex>
      </Container>
    </main>
  );
};

function reasonOf(error: Error): string {
  return error instanceof ResponseError ? error.cause.message : error.message;
}
