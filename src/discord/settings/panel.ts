import type { Settings } from '../../core/settings.ts';
import type { Patch } from '../../core/settings-change.ts';
import type { PressContext } from '../command.ts';
import { payload, text } from '../payload.ts';
import { chosenIn, fieldsOf as filledIn, type Press, whoseIs } from '../press.ts';
import { staleView } from '../views/notice.ts';
import { change, newsSince, settingsAt } from './changing.ts';
import { exportSettings } from './exporting.ts';
import { patchOfAll, pathOfRole, type Wished } from './field.ts';
import { forget, forgetModal } from './forgetting.ts';
import { type PanelId, readPanelId, type Verb, type View } from './ids.ts';
import { applyImport, discardImport } from './importing.ts';
import { wrongValue } from './mistakes.ts';
import { newsNotice, plainNotice, wrongNotice } from './notices.ts';
import type { FormControl } from './page.ts';
import { fieldNamed, formInstead, formNamed } from './pages/index.ts';
import { revert } from './reverting.ts';
import { show } from './show.ts';
import { categoryAt, thresholdForm, withoutAny, withoutOwn } from './thresholds.ts';
import { formModal } from './views/form.ts';
import { type Visit, visitOf } from './visit.ts';

/** Everything that is pressed, chosen or filled in on a panel. The right to it was asked for by the dispatcher, at this very press. */
export async function pressPanel(context: PressContext): Promise<void> {
	const { interaction, reply, locale } = context;
	const visit = visitOf(context);
	const id = readPanelId(context.id);
	const whose = whoseIs(interaction);
	if (!visit || !id || whose === 'public') return reply.instead(staleView(locale));
	if (whose === 'foreign') return reply.instead(payload('notice', [text(visit.t('settings.notYours'))]));
	await handlers[id.verb](visit, id, interaction);
}

type Handler = (visit: Visit, id: PanelId, press: Press) => Promise<void>;

/** Every handler acknowledges before it reads the store, but for those that answer with a form, which has to hold what is stored. */
const handlers: Record<Verb, Handler> = {
	async open(visit, { view, revision }) {
		await visit.reply.noted();
		await showNewest(visit, view, revision);
	},

	async set(visit, id, press) {
		const { view, revision, rest } = id;
		const field = fieldNamed(rest[0] ?? '');
		const chosen = press.isButton() ? rest.slice(1) : chosenIn(press);
		if (!field || (field.id.startsWith('role.') && view.name !== 'role'))
			return visit.reply.instead(staleView(visit.locale));
		const instead = formInstead(field, chosen[0]);
		if (instead) return openForm(visit, instead, view);
		const value = field.kind.chosen?.(chosen);
		if (value === undefined) return visit.reply.instead(staleView(visit.locale));
		await visit.reply.noted();
		const patchOf = (settings: Settings) => field.patch(settings, value, view.arg);
		const went = await change(visit, { how: howIn(view), view, seen: revision, patchOf });
		await show(visit, view, went.kept, went.notice);
	},

	async form(visit, { view, rest }) {
		const form = formNamed(rest[0] ?? '');
		if (!form) return visit.reply.instead(staleView(visit.locale));
		await openForm(visit, form, view);
	},

	async fill(visit, id, press) {
		const form = formNamed(id.rest[0] ?? '');
		if (!form || !press.isModalSubmit()) return visit.reply.instead(staleView(visit.locale));
		await visit.reply.noted();
		await fillIn(visit, id, form, press);
	},

	async role(visit, { revision }, press) {
		const [role] = chosenIn(press);
		if (!role) return visit.reply.instead(staleView(visit.locale));
		await visit.reply.noted();
		await showNewest(visit, { name: 'role', arg: role }, revision);
	},

	async threshold(visit, _, press) {
		const [arg] = chosenIn(press);
		if (!arg || !categoryAt(arg)) return visit.reply.instead(staleView(visit.locale));
		await openForm(visit, thresholdForm, { name: 'threshold', arg });
	},

	async remove(visit, { view, revision }) {
		const removal = removalOn(view);
		if (!removal) return visit.reply.instead(staleView(visit.locale));
		await visit.reply.noted();
		const { back, patchOf } = removal;
		const went = await change(visit, { how: 'panel', view: back, seen: revision, patchOf });
		await show(visit, back, went.kept, went.notice);
	},

	async revert(visit, id) {
		await visit.reply.noted();
		await revert(visit, id);
	},

	async insist(visit, { view, revision, rest: [id = ''] }) {
		await visit.reply.noted();
		const { office, guildId, userId, t } = visit;
		const draft = await office.drafts.take(id);
		if (draft?.kind !== 'change' || draft.guildId !== guildId || draft.userId !== userId) {
			return show(visit, view, await office.settings.read(guildId), plainNotice(t('settings.draftGone')));
		}
		const patch = Object.fromEntries(draft.changes.map(({ path, value }) => [path, value]));
		const went = await change(visit, { how: draft.how, view, seen: revision, patchOf: () => patch });
		await show(visit, view, went.kept, went.notice);
	},

	export: (visit) => exportSettings(visit),

	async apply(visit, id) {
		await visit.reply.noted();
		await applyImport(visit, id);
	},

	async discard(visit, id) {
		await visit.reply.noted();
		await discardImport(visit, id);
	},

	forget: (visit, id) => visit.reply.form(forgetModal(id, visit)),

	forgotten: (visit, id, press) => forget(visit, id, press),
};

/** What is taken away by the button on this view, and where that leads back to. */
function removalOn({ name, arg }: View): { back: View; patchOf: (settings: Settings) => Patch } | undefined {
	if (name === 'role' && arg) return { back: { name: 'roles' }, patchOf: () => ({ [pathOfRole(arg)]: undefined }) };
	if (name === 'moderation') return { back: { name }, patchOf: withoutAny };
	const category = name === 'threshold' ? categoryAt(arg) : undefined;
	return category && { back: { name: 'moderation' }, patchOf: (settings) => withoutOwn(settings, category) };
}

async function showNewest(visit: Visit, view: View, seen: number): Promise<void> {
	const kept = await visit.office.settings.read(visit.guildId);
	const news = kept.revision > seen ? await newsSince(visit, seen) : [];
	await show(visit, view, kept, newsNotice(news, visit));
}

async function openForm(visit: Visit, form: FormControl, view: View): Promise<void> {
	const kept = await visit.office.settings.read(visit.guildId);
	await visit.reply.form(formModal(form, { view, ...kept }, visit));
}

/** Only what was changed in the form is a wish; what was left as it stood may have been changed elsewhere meanwhile. */
async function fillIn(visit: Visit, { view, revision }: PanelId, { fields }: FormControl, press: Press): Promise<void> {
	const kept = await visit.office.settings.read(visit.guildId);
	const filled = filledIn(press);
	const seen = await settingsAt(visit, kept, revision);
	const wrong: string[] = [];
	const wished: Wished[] = [];
	for (const field of fields) {
		const typed = filled[field.id] ?? '';
		const value = field.kind.parse?.(typed, visit);
		if (value === undefined) wrong.push(wrongValue(visit.t(`settings.field.${field.id}`), typed, field, visit));
		else if (JSON.stringify(value) !== JSON.stringify(field.read(seen, view.arg))) wished.push({ field, value });
	}
	if (wrong.length > 0) return show(visit, view, kept, wrongNotice(wrong, visit));
	const patchOf = (settings: Settings) => patchOfAll(settings, wished, view.arg);
	const went = await change(visit, { how: howIn(view), view, seen: revision, patchOf });
	await show(visit, view, went.kept, went.notice);
}

const howIn = ({ name }: View) => (name === 'setup' ? 'setup' : 'panel');
