/** What is printed, and with what. */
export interface Printing {
	entityType: string;
	recordId: string;
	templateId: string;
}
