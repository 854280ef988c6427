import { describeOperationTable } from './operationTable';

describeOperationTable('file');
