import type { Options } from '../../core/request.ts';
import type { Settings } from '../../core/settings.ts';
import type { CommandContext, OptionData, SuggestContext, Suggestion } from '../command.ts';
import { role as roleOption } from '../command.ts';
import { optionName } from '../localised.ts';
import { change } from './changing.ts';
import { type Field, patchOfAll, type Wished } from './field.ts';
import type { View } from './ids.ts';
import { wrongValue } from './mistakes.ts';
import { wrongNotice } from './notices.ts';
import { fieldsOf } from './page.ts';
import { budget } from './pages/budget.ts';
import { limits } from './pages/limits.ts';
import { look } from './pages/look.ts';
import { models } from './pages/models.ts';
import { moderation } from './pages/moderation.ts';
import { roleFields } from './pages/roles.ts';
import { safety } from './pages/safety.ts';
import { show } from './show.ts';
import { type Visit, visitOf } from './visit.ts';

/** What a subcommand types: the same settings as on these pages of the panel. */
export interface Typed {
	/** Shown when nothing is typed. */
	page: View['name'];
	fields: readonly Field[];
}

const typeable = (fields: readonly Field[]) => fields.filter(({ option }) => option !== undefined);

export const typed = {
	limits: {
		page: 'limits',
		fields: typeable([
			...fieldsOf(limits.controls),
			...fieldsOf(budget.controls),
			...fieldsOf(look.controls),
			...roleFields,
		]),
	},
	models: { page: 'models', fields: typeable(fieldsOf(models.controls)) },
	moderation: {
		page: 'moderation',
		fields: typeable([...fieldsOf(safety.controls), ...fieldsOf(moderation.controls)]),
	},
} as const satisfies Record<string, Typed>;

/** The options of a subcommand, the role itself before what it is to have. */
export function optionsOf({ fields }: Typed): OptionData[] {
	const options = fields.flatMap(({ id, kind, option }) => {
		const data = option && kind.option?.(option);
		return data ? [{ data, isOfRole: isOfRole(id) }] : [];
	});
	const own = options.filter((it) => it.isOfRole).map(({ data }) => data);
	return [
		...options.filter((it) => !it.isOfRole).map(({ data }) => data),
		...(own.length > 0 ? [roleOption('role'), ...own] : []),
	];
}

const isOfRole = (id: string): boolean => id.startsWith('role.');

/** Stores what was typed, all of it or nothing; without options it shows where the same is pressed. */
export async function changeTyped(context: CommandContext, { page, fields }: Typed): Promise<void> {
	const visit = visitOf(context);
	if (!visit) return;
	const { options } = context;
	const role = typeof options.role === 'string' ? options.role : undefined;
	const given = fields.filter(({ option }) => option !== undefined && options[option] !== undefined);
	await visit.reply.later({ private: true });
	const kept = await visit.office.settings.read(visit.guildId);
	if (given.length === 0) return show(visit, role ? { name: 'role', arg: role } : { name: page }, kept);

	const { values, wrong } = readTyped(given, options, role, visit);
	if (wrong.length > 0) return show(visit, { name: 'done' }, kept, wrongNotice(wrong, visit));
	const patchOf = (settings: Settings) => patchOfAll(settings, values, role);
	const went = await change(visit, { how: 'command', view: { name: 'done' }, seen: kept.revision, patchOf });
	await show(visit, { name: 'done' }, went.kept, went.notice);
}

interface Read {
	values: Wished[];
	/** Every mistake at once. */
	wrong: string[];
}

function readTyped(given: readonly Field[], options: Options, role: string | undefined, visit: Visit): Read {
	const read: Read = { values: [], wrong: [] };
	for (const field of given) {
		const name = field.option ?? '';
		const raw = options[name];
		if (isOfRole(field.id) && role === undefined) {
			read.wrong.push(visit.t('settings.wrong.needsRole', { name: optionName(name, visit.locale) }));
			continue;
		}
		const value = typeof raw === 'string' && field.kind.parse ? field.kind.parse(raw, visit) : raw;
		if (value === undefined) read.wrong.push(wrongValue(optionName(name, visit.locale), String(raw), field, visit));
		else read.values.push({ field, value });
	}
	return read;
}

/** What is offered while one of these options is typed. */
export function suggestTyped({ option, typed: text, offer }: SuggestContext): Suggestion[] {
	const fields: readonly Field[] = Object.values(typed).flatMap((it) => it.fields);
	return fields.find((field) => field.option === option)?.kind.suggest?.(text, offer.models) ?? [];
}
