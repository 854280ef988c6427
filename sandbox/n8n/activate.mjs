import { Failure } from '../../scripts/Failure.mjs';
import { waitUntil } from './waitUntil.mjs';

/** n8n answers before the trigger is at work: what happens until then is no event yet. */
export async function activate(n8n, id) {
	const { versionId } = await n8n.request('GET', `/rest/workflows/${id}`);
	await n8n.request('POST', `/rest/workflows/${id}/activate`, { versionId });
	const settled = async () => {
		const { status, triggers } = await n8n.request('GET', `/rest/workflows/${id}/publication-status`);
		return !['in_progress', 'not_published'].includes(status) && { status, triggers };
	};
	const { status, triggers } = await waitUntil('The activation', settled, { seconds: 180 });
	if (status !== 'published')
		throw new Failure(
			`the activation ${status}: ${triggers
				.map(({ errorMessage }) => errorMessage)
				.filter(Boolean)
				.join('; ')}`,
		);
}
