import type { Author, User } from './api.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';

/** Decorative: the name stands beside it. */
export function avatar(person: User | Author): HTMLElement {
	const name = 'displayName' in person ? person.displayName : person.globalName;
	const element = h(
		'span',
		{ class: person.bot ? 'avatar bot' : 'avatar', 'aria-hidden': 'true' },
		person.bot ? icon('easel') : name.slice(0, 1).toUpperCase(),
	);
	if (!person.bot) element.style.setProperty('--avatar', person.avatarColor);
	return element;
}
