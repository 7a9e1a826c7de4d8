import type { Fields } from '../rest/fields.ts';
import type { Budget } from './budget.ts';
import { parseButton } from './button.ts';
import type { Part } from './choices.ts';
import { parseSelect, selectTypes } from './select.ts';

/** Parses one component whose type has already been allowed at its place. */
export type Parser = (fields: Fields, context: LayoutContext) => Part;

export interface LayoutContext {
	budget: Budget;
	/** Names that `attachment://` may refer to. */
	filenames: ReadonlySet<string>;
}

const inContainer = [1, 9, 10, 12, 13, 14];
const topLevel = [...inContainer, 17];

const parsers: Record<number, Parser> = {
	1: parseRow,
	9: parseSection,
	10: parseText,
	11: parseThumbnail,
	12: parseGallery,
	13: parseFile,
	14: parseSeparator,
	17: parseContainer,
};

/** The components of a components-v2 message. */
export function parseLayout(fields: Fields, context: LayoutContext): Part[] {
	return parseChildren(fields, 'components', { max: 40, types: topLevel }, context);
}

/** The components of an ordinary message: up to five rows. */
export function parseRows(fields: Fields, context: LayoutContext): Part[] {
	return parseChildren(fields, 'components', { max: 5, types: [1] }, context);
}

function parseChildren(
	fields: Fields,
	name: string,
	rule: { min?: number; max: number; types: readonly number[] },
	context: LayoutContext,
): Part[] {
	return fields.list(name, rule).flatMap((raw, index) => {
		const child = fields.at(name, index, raw);
		const type = child.raw('type') as number;
		const parse = rule.types.includes(type) ? parsers[type] : undefined;
		if (parse) return [parse(child, context)];
		child.wrong('type', 'UNION_TYPE_CHOICES', `Value of field "type" must be one of (${rule.types.join(', ')}).`);
		return [];
	});
}

function parseRow(fields: Fields, { budget }: LayoutContext): Part {
	const id = budget.identify(fields);
	const raws = fields.list('components', { min: 1, max: 5 });
	const components = raws.flatMap((raw, index) => {
		const child = fields.at('components', index, raw);
		const type = child.raw('type') as number;
		if (type === 2) return [parseButton(child, budget)];
		if (selectTypes.includes(type)) {
			if (raws.length > 1) {
				fields.wrong(
					'components',
					'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
					'The specified component exceeds the maximum width',
				);
			}
			return [parseSelect(child, type, budget)];
		}
		child.wrong('type', 'UNION_TYPE_CHOICES', 'Value of field "type" must be one of (2, 3, 5, 6, 7, 8).');
		return [];
	});
	return { type: 1, id, components };
}

function parseSection(fields: Fields, context: LayoutContext): Part {
	const id = context.budget.identify(fields);
	const components = parseChildren(fields, 'components', { min: 1, max: 3, types: [10] }, context);
	const accessory = fields.child('accessory');
	if (!accessory) {
		fields.wrong('accessory', 'BASE_TYPE_REQUIRED', 'This field is required');
		return { type: 9, id, components };
	}
	const type = accessory.raw('type');
	if (type === 2) return { type: 9, id, components, accessory: parseButton(accessory, context.budget) };
	if (type === 11) return { type: 9, id, components, accessory: parseThumbnail(accessory, context) };
	accessory.wrong('type', 'UNION_TYPE_CHOICES', 'Value of field "type" must be one of (2, 11).');
	return { type: 9, id, components };
}

function parseText(fields: Fields, { budget }: LayoutContext): Part {
	const content = fields.requiredText('content', { min: 1, max: 4000 });
	budget.addText(content);
	return { type: 10, id: budget.identify(fields), content };
}

function parseThumbnail(fields: Fields, context: LayoutContext): Part {
	return { type: 11, id: context.budget.identify(fields), ...parsePicture(fields, context) };
}

function parseGallery(fields: Fields, context: LayoutContext): Part {
	const id = context.budget.identify(fields);
	const items = fields
		.list('items', { min: 1, max: 10 })
		.map((raw, index) => parsePicture(fields.at('items', index, raw), context));
	return { type: 12, id, items };
}

function parsePicture(fields: Fields, context: LayoutContext): Part {
	return {
		media: parseMedia(fields, 'media', context),
		description: fields.text('description', { max: 1024 }) ?? null,
		spoiler: fields.flag('spoiler') ?? false,
	};
}

function parseFile(fields: Fields, context: LayoutContext): Part {
	const file = parseMedia(fields, 'file', context);
	if (!file.url.startsWith('attachment://')) {
		fields.wrong('file', 'UNFURLED_MEDIA_ITEM_NOT_ATTACHMENT', 'A file component only takes attachment:// references');
	}
	return { type: 13, id: context.budget.identify(fields), file, spoiler: fields.flag('spoiler') ?? false };
}

function parseMedia(fields: Fields, name: string, { filenames }: LayoutContext): { url: string } {
	const media = fields.child(name);
	if (!media) {
		fields.wrong(name, 'BASE_TYPE_REQUIRED', 'This field is required');
		return { url: '' };
	}
	const url = media.requiredText('url', { min: 1, max: 2048 });
	const reference = /^attachment:\/\/(.+)$/.exec(url)?.[1];
	if (reference !== undefined && !filenames.has(reference)) {
		media.wrong(
			'url',
			'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
			`The referenced attachment was not found: ${reference}`,
		);
	} else if (reference === undefined && url !== '' && !/^https?:\/\//.test(url)) {
		media.wrong('url', 'URL_TYPE_INVALID_SCHEME', `Scheme must be one of ('http', 'https', 'attachment').`);
	}
	return { url };
}

function parseSeparator(fields: Fields, { budget }: LayoutContext): Part {
	return {
		type: 14,
		id: budget.identify(fields),
		divider: fields.flag('divider') ?? true,
		spacing: fields.integer('spacing', { oneOf: [1, 2] }) ?? 1,
	};
}

function parseContainer(fields: Fields, context: LayoutContext): Part {
	return {
		type: 17,
		id: context.budget.identify(fields),
		accent_color: fields.integer('accent_color', { min: 0, max: 0xffffff }) ?? null,
		spoiler: fields.flag('spoiler') ?? false,
		components: parseChildren(fields, 'components', { min: 1, max: 40, types: inContainer }, context),
	};
}
