import type { APISelectMenuComponent } from 'discord.js';
import type { OptionData, Suggestion } from '../../command.ts';
import type { Wording } from '../wording.ts';

type WithoutId<T> = T extends unknown ? Omit<T, 'custom_id'> : never;
/** A select that is still to be given its custom id. */
export type Select = WithoutId<APISelectMenuComponent>;

/** Where a value is to be written: a typed option or a text field takes `none`, a file takes JSON. */
export type Medium = 'typed' | 'file';

/** One sort of value: how it is shown, typed and chosen. A setting has one of these; everything else follows. */
export interface Kind<T> {
	show(value: T, wording: Wording): string;
	/** What would be right, to end the sentence "it must be …". */
	right(wording: Wording, medium: Medium): string;
	/** Undefined for what cannot be. */
	parse?(text: string, wording: Wording): T | undefined;
	/** As it stands in a text field, and what an empty one means. */
	typed?(value: T): string;
	empty?(wording: Wording): string;
	select?(value: T, wording: Wording): Select;
	/** From the values of the select, or of the button that switches it. */
	chosen?(values: readonly string[]): T | undefined;
	/** As an option of a command; left out where one value would not be all. */
	option?(name: string): OptionData;
	/** While the option is typed. */
	suggest?(text: string, offered: readonly string[]): Suggestion[];
}

/** As it is read: without white space around it, and with plain digits and signs where a keyboard made full-width ones. */
export const asRead = (text: string): string => text.normalize('NFKC').trim();

/** In English too: that is what documentation and other members say. */
export const isNone = (text: string, { t }: Wording): boolean => {
	const typed = asRead(text).toLowerCase();
	return typed === '' || typed === 'none' || typed === t('settings.none').toLowerCase();
};

/** The one word for "no limit" that this medium understands. */
export const noneIn = ({ t }: Wording, medium: Medium): string => (medium === 'file' ? 'null' : t('settings.none'));
