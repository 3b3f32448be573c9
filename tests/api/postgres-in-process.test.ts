import { apiSuite } from './suite/index.ts';

apiSuite('postgres', 'in process');
