import { button, row } from '../../payload.ts';
import type { Wording } from '../../settings/wording.ts';

export interface Paged {
	/** From 0. */
	page: number;
	perPage: number;
	total: number;
}

export const lastPage = ({ total, perPage }: Omit<Paged, 'page'>): number =>
	Math.max(0, Math.ceil(total / perPage) - 1);

/** Buttons to the page before and after, where there are such; nothing where everything fits on one. */
export function turning(paged: Paged, idOf: (page: number) => string, { t }: Wording) {
	const { page } = paged;
	return [
		...(page > 0 ? [button(t('moderation.page.before'), idOf(page - 1))] : []),
		...(page < lastPage(paged) ? [button(t('moderation.page.after'), idOf(page + 1))] : []),
	];
}

/** `Page 2 of 5`; empty where everything fits on one. */
export const pageWords = (paged: Paged, { t }: Wording): string =>
	lastPage(paged) === 0 ? '' : t('moderation.page.at', { page: paged.page + 1, pages: lastPage(paged) + 1 });

/** A row cannot be empty. */
export const rowOf = (...buttons: ReturnType<typeof button>[]) => (buttons.length > 0 ? [row(...buttons)] : []);
