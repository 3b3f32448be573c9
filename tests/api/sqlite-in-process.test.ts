import { apiSuite } from './suite/index.ts';

apiSuite('sqlite', 'in process');
