import { verifyFiles } from './verifyFiles';

// eslint-disable-next-line no-console -- what it found is for people
process.exitCode = verifyFiles(process.argv.slice(2), line => console.log(line));
