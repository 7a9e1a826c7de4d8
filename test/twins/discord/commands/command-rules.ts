import { defined, type Fields, fieldsOf, isObject } from '../rest/fields.ts';
import type { Issues, Path } from '../rest/issues.ts';
import { applicationId } from '../world/default-world.ts';
import { parseLocalizations } from './localizations.ts';
import { chatNames, countCharacters, parseChatName, parseOptions } from './option-rules.ts';

const commandType = { chat: 1, user: 2, message: 3 };
const maxCharacters = 8000;

export type CommandFields = Record<string, unknown> & { type: number; name: string };

/** A command to register, checked by Discord's rules and shaped as Discord returns it (without id and version). */
export function parseCommand(raw: unknown, path: Path, issues: Issues): CommandFields {
	const fields = fieldsOf(raw, path, issues);
	const type = fields.integer('type', { oneOf: [1, 2, 3] }) ?? commandType.chat;
	const isChat = type === commandType.chat;
	const name = isChat ? parseChatName(fields) : fields.requiredText('name', { min: 1, max: 32 });
	const description = isChat ? fields.requiredText('description', { min: 1, max: 100 }) : '';
	if (!isChat) refuseChatFields(fields);
	const options = parseOptions(fields);
	const command = {
		application_id: applicationId,
		type,
		name,
		name_localizations: null,
		...(isChat ? chatNames(fields) : parseLocalizations(fields, 'name_localizations', { max: 32 })),
		description,
		description_localizations: null,
		...(isChat ? parseLocalizations(fields, 'description_localizations', { max: 100 }) : {}),
		default_member_permissions: parsePermissions(fields),
		dm_permission: fields.flag('dm_permission') ?? true,
		contexts: fields.has('contexts') ? parseEnums(fields, 'contexts', [0, 1, 2]) : null,
		integration_types: fields.has('integration_types') ? parseEnums(fields, 'integration_types', [0, 1]) : [0],
		nsfw: fields.flag('nsfw') ?? false,
		options: options.length > 0 ? options : undefined,
	};
	if (countCharacters(command) > maxCharacters) {
		fields.wrong(undefined, 'APPLICATION_COMMAND_TOO_LARGE', `Command exceeds maximum size (${maxCharacters})`);
	}
	return defined(command);
}

function refuseChatFields(fields: Fields) {
	const texts = fields.raw('description_localizations');
	if (fields.raw('description') || (isObject(texts) && Object.keys(texts).length > 0)) {
		fields.wrong(
			'description',
			'APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION',
			'Context menu commands cannot have a description',
		);
	}
	if (fields.list('options', { max: 25 }).length > 0) {
		fields.wrong('options', 'APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS', 'Context menu commands cannot have options');
	}
}

/** A bit set travels as a string; a number would lose its high bits. */
function parsePermissions(fields: Fields): string | null {
	return fields.text('default_member_permissions', { max: 20, pattern: /^\d+$/ }) ?? null;
}

function parseEnums(fields: Fields, name: string, oneOf: number[]): unknown[] {
	const values = fields.list(name, { max: oneOf.length });
	for (const value of values) {
		if (!oneOf.includes(value as number))
			fields.wrong(name, 'BASE_TYPE_CHOICES', `Value must be one of (${oneOf.join(', ')}).`);
	}
	return values;
}
