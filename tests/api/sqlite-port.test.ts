import { apiSuite } from './suite/index.ts';

apiSuite('sqlite', 'port between two processes');
