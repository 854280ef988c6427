import { describeOperationTable } from './operationTable';

describeOperationTable('email');
