const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|EPROTO/;

/** Whether a network code says that the server's certificate is not trusted, which no repetition changes. */
export function isCertificateFailure(code: string | undefined): boolean {
	return CERTIFICATE.test(code ?? '');
}
