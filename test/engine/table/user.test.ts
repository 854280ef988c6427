import { describeOperationTable } from './operationTable';

describeOperationTable('user');
