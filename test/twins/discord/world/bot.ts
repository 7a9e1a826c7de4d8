import type { User } from '../types.ts';

/** Discord gives an application and its bot user the same id. */
export const applicationId = '1180467295513083904';

export const botUser: User = {
	id: applicationId,
	username: 'easel',
	globalName: 'Easel',
	locale: 'en-US',
	avatarColor: '#c2571a',
	bot: true,
};
