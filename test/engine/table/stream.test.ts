import { describeOperationTable } from './operationTable';

describeOperationTable('stream');
