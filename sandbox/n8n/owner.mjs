/** The account of this n8n, which only listens on this machine. */
export const owner = { email: 'sandbox@example.com', password: 'Sandbox-1', firstName: 'Sandbox', lastName: 'User' };
