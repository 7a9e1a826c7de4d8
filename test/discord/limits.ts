import { type APIMessageTopLevelComponent, ComponentType, MessageFlags } from 'discord.js';
import { expect } from 'vitest';
import type { Payload } from '../../src/discord/payload.ts';

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
	for (const { placeholder, options } of ofType(payload, ComponentType.StringSelect)) {
		must(length(placeholder) <= 150, `the placeholder ${placeholder}`);
		const list = options as { label: string; value: string; description?: string }[];
		must(list.length >= 1 && list.length <= 25, `${list.length} options`);
		for (const it of list) {
			must(
				[it.label, it.value].every((text) => length(text) >= 1 && length(text) <= 100),
				`the option ${it.label}`,
			);
			must(length(it.description) <= 100, `the description of ${it.label}`);
		}
	}

	const shown = [
		...galleryOf(payload).map(({ media }) => media),
		...ofType(payload, ComponentType.File).map(({ file }) => file),
	];
	const names = shown.map((it) => (it as { url: string }).url.replace('attachment://', ''));
	must(
		JSON.stringify(names) === JSON.stringify(payload.attachments.map(({ filename }) => filename)),
		'not all files are shown',
	);
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
