import { describeOperationTable } from './operationTable';

describeOperationTable('entity');
