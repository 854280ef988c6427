import type { Presentation } from '../../../shared/api/presented/presented';

/** How e-mails are shown: for `presents`. */
export function mailPresentation({ options }: { options: { dateTimeFormat: Presentation['dateTimes'] } }): Presentation {
	return { entityType: 'Email', dateTimes: options.dateTimeFormat, labels: false };
}
