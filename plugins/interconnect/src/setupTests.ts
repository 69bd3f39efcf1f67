import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// A page takes longer than the second that is usual when other tests run beside it.
configure({ asyncUtilTimeout: 15_000 });
jest.setTimeout(60_000);
