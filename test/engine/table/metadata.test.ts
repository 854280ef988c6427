import { describeOperationTable } from './operationTable';

describeOperationTable('metadata');
