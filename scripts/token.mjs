// Prints a token of the portal's guest user: export JWT_TOKEN=$(npm run -s token)
const backend = process.env.INTERCONNECT_BACKEND ?? 'http://localhost:7007';
try {
  const response = await fetch(`${backend}/api/auth/guest/refresh`, {
    method: 'POST',
    headers: { 'x-requested-with': 'XMLHttpRequest' },
  });
  const body = await response.json();
  if (!response.ok) throw new Error(body.error?.message ?? `status ${response.status}`);
  console.log(body.backstageIdentity.token);
} catch (error) {
  console.error(
    `No token from ${backend}: ${error.cause?.code ?? error.message}. Is \`npm start\` running?`,
  );
  process.exitCode = 1;
}
