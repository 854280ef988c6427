import { describeOperationTable } from './operationTable';

describeOperationTable('relation', 'Contact');
