import { apiSuite } from './suite/index.ts';

apiSuite('postgres', 'port between two processes');
