import {
	type APIMessageTopLevelComponent,
	type APIModalInteractionResponseCallbackData,
	ComponentType,
	MessageFlags,
} from 'discord.js';
import { expect } from 'vitest';
import type { Payload } from '../../src/discord/payload.ts';
import en from '../../src/locales/en/index.ts';

/** Discord's limits for a message of components v2. */
const maxComponents = 40;
const maxText = 4000;
const maxAltText = 1024;

/** The components that can stand anywhere in a message; those inside of others come after their parent. */
type Component = Record<string, unknown> & { type: number };

function nested(component: unknown): Component[] {
	if (typeof component !== 'object' || component === null) return [];
	const it = component as Component;
	const children = Array.isArray(it.components) ? it.components : [];
	return [it, ...children.flatMap(nested), ...nested(it.accessory)];
}

export const componentsOf = (payload: Payload): Component[] => payload.components.flatMap(nested);

const ofType = (payload: Payload, type: ComponentType) => componentsOf(payload).filter((it) => it.type === type);

/** Everything that is written in a message, one text component a line. */
export const textOf = (payload: Payload): string =>
	ofType(payload, ComponentType.TextDisplay)
		.map(({ content }) => String(content))
		.join('\n');

/** Labels of the buttons, in their order. */
export const buttonsOf = (payload: Payload): string[] =>
	ofType(payload, ComponentType.Button).map(({ label }) => String(label));

interface GalleryItem {
	media: { url: string };
	description: string;
}

export const galleryOf = (payload: Payload): GalleryItem[] =>
	ofType(payload, ComponentType.MediaGallery).flatMap(({ items }) => items as GalleryItem[]);

const length = (value: unknown) => String(value ?? '').length;

const selectTypes = [
	ComponentType.StringSelect,
	ComponentType.UserSelect,
	ComponentType.RoleSelect,
	ComponentType.MentionableSelect,
	ComponentType.ChannelSelect,
];

interface SelectOption {
	label: string;
	value: string;
	description?: string;
	default?: boolean;
}

/** What Discord would refuse a select for, in words. */
function wrongWithSelect({
	type,
	custom_id,
	placeholder,
	options,
	min_values,
	max_values,
	...rest
}: Component): string[] {
	const [min, max] = [Number(min_values ?? 1), Number(max_values ?? 1)];
	const defaults = (rest.default_values ?? []) as unknown[];
	const problems: string[] = [];
	const must = (holds: boolean, words: string) => void (holds || problems.push(`${custom_id}: ${words}`));
	must(length(placeholder) <= 150, `the placeholder ${placeholder}`);
	must(min >= 0 && min <= max && max >= 1 && max <= 25, `${min} to ${max} values`);
	must(defaults.length === 0 || (defaults.length >= min && defaults.length <= max), `${defaults.length} defaults`);
	if (type !== ComponentType.StringSelect) return problems;
	const list = options as SelectOption[];
	must(list.length >= Math.max(1, max) && list.length <= 25, `${list.length} options for up to ${max} values`);
	must(new Set(list.map(({ value }) => value)).size === list.length, 'the same value twice');
	must(list.filter((it) => it.default).length <= max, 'too many defaults');
	for (const { label, value, description } of list) {
		const isRight = [label, value].every((text) => length(text) >= 1 && length(text) <= 100);
		must(isRight, `the option ${label}`);
		must(
			description === undefined || (length(description) >= 1 && length(description) <= 100),
			`the description of ${label}`,
		);
	}
	return problems;
}

/** Fails on whatever Discord would refuse a form for. */
export function expectOpenable({ title, custom_id, components }: APIModalInteractionResponseCallbackData): void {
	const problems: string[] = [];
	const must = (holds: boolean, words: string) => void (holds || problems.push(words));
	must(length(title) >= 1 && length(title) <= 45, `the title ${title}`);
	must(length(custom_id) >= 1 && length(custom_id) <= 100, `the id ${custom_id}`);
	must(components.length >= 1 && components.length <= 5, `${components.length} components`);
	for (const it of components) {
		if (it.type !== ComponentType.Label) continue;
		must(length(it.label) >= 1 && length(it.label) <= 45, `the label ${it.label}`);
		must(it.description === undefined || length(it.description) <= 100, `the description ${it.description}`);
		if (selectTypes.includes(it.component.type)) problems.push(...wrongWithSelect({ ...it.component }));
		if (it.component.type !== ComponentType.TextInput) continue;
		const { value, placeholder, max_length = 4000 } = it.component;
		must(length(placeholder) <= 100, `the placeholder ${placeholder}`);
		must(length(value) <= max_length, `the value ${value}`);
	}
	expect(problems).toEqual([]);
}

/** Fails on whatever Discord would refuse the message for, and on any mention that could ping. */
export function expectSendable(payload: Payload): void {
	const all = componentsOf(payload);
	const problems: string[] = [];
	const must = (holds: boolean, words: string) => void (holds || problems.push(words));

	must((payload.flags & MessageFlags.IsComponentsV2) !== 0, 'no components-v2 flag');
	must(JSON.stringify(payload.allowed_mentions) === '{"parse":[]}', 'mentions are allowed');
	must(all.length <= maxComponents, `${all.length} components`);
	const texts = ofType(payload, ComponentType.TextDisplay).map(({ content }) => length(content));
	must(Math.min(1, ...texts) === 1, 'an empty text');
	const sum = texts.reduce((total, characters) => total + characters, 0);
	must(sum <= maxText, `${sum} characters of text`);

	const ids = all.flatMap(({ custom_id }) => (custom_id === undefined ? [] : [String(custom_id)]));
	must(new Set(ids).size === ids.length, 'two components have the same id');
	for (const id of ids) must(id.length >= 1 && id.length <= 100, `the id ${id}`);

	for (const row of ofType(payload, ComponentType.ActionRow)) {
		const inRow = row.components as APIMessageTopLevelComponent[];
		must(inRow.length >= 1 && inRow.length <= 5, `${inRow.length} components in a row`);
	}
	for (const { label, url } of ofType(payload, ComponentType.Button)) {
		must(length(label) >= 1 && length(label) <= 80, `the label ${label}`);
		must(length(url) <= 512, `the address ${url}`);
	}
	for (const { components, accessory } of ofType(payload, ComponentType.Section)) {
		const texts = components as Component[];
		must(texts.length >= 1 && texts.length <= 3, `${texts.length} texts in a section`);
		must(
			texts.every(({ type }) => type === ComponentType.TextDisplay) && accessory !== undefined,
			'a section without text or accessory',
		);
	}
	for (const select of selectTypes.flatMap((type) => ofType(payload, type))) problems.push(...wrongWithSelect(select));

	const shown = [
		...galleryOf(payload).map(({ media }) => media),
		...ofType(payload, ComponentType.File).map(({ file }) => file),
	];
	// What Discord keeps already is shown by its address.
	const urls = shown.map((it) => (it as { url: string }).url);
	const names = urls.flatMap((url) => (url.startsWith('attachment://') ? [url.replace('attachment://', '')] : []));
	must(
		JSON.stringify(names) === JSON.stringify(payload.attachments.map(({ filename }) => filename)),
		'not all files are shown',
	);
	for (const { filename, description } of payload.attachments) {
		must(length(description) <= maxAltText, `${length(description)} characters of words for ${filename}`);
	}
	for (const gallery of ofType(payload, ComponentType.MediaGallery)) {
		const { length: items } = gallery.items as GalleryItem[];
		must(items >= 1 && items <= 10, `${items} pictures in a gallery`);
	}
	for (const { description } of galleryOf(payload)) {
		must(
			length(description) >= 1 && length(description) <= maxAltText,
			`alt text of ${length(description)} characters`,
		);
	}
	expect(problems).toEqual([]);
}

const sections = Object.keys(en).join('|');

/** Fails on a key that no language has words for, on a value that was not put in, and on what only code says. */
export function expectWorded(shown: Payload | APIModalInteractionResponseCallbackData): void {
	const ids = JSON.stringify(shown, (key, value: unknown) => (/id$|^value$|^url$/.test(key) ? undefined : value));
	expect(ids).not.toMatch(/\{\{|undefined|NaN|\[object/);
	expect(ids).not.toMatch(new RegExp(`["\\s*(](?:${sections})\\.[a-z]\\w*\\.`));
}
