import { apiSuite } from './suite/index.ts';

apiSuite('postgres', 'HTTPS');
