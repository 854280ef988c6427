import { allEnded } from '../client/allEnded';
import { inParts } from '../values/inParts';

const ON_A_PAGE = 200;

/** What is read of many records, by a list for each page of their IDs. @throws the first failure, when the others have ended */
export async function byPages<Found>(ids: string[], read: (page: string[]) => Promise<Found[]>): Promise<Found[]> {
	return (await allEnded(inParts(ids, ON_A_PAGE).map(read))).flat();
}
