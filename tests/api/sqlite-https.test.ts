import { apiSuite } from './suite/index.ts';

apiSuite('sqlite', 'HTTPS');
