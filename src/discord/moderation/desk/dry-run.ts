import type { Tried } from '../../../core/moderation/desk.ts';
import type { Options } from '../../../core/request.ts';
import type { Settings } from '../../../core/settings.ts';
import { differences, SettingsWrong } from '../../../core/settings-change.ts';
import { payload, text } from '../../payload.ts';
import { demand } from '../../rights.ts';
import { change } from '../../settings/changing.ts';
import { wrongTogether } from '../../settings/mistakes.ts';
import { wrongNotice } from '../../settings/notices.ts';
import { show } from '../../settings/show.ts';
import type { Visit } from '../../settings/visit.ts';
import { staleView } from '../../views/notice.ts';
import { dryRunView, examplesOnPage } from './dry-run-view.ts';
import { readDryRunId, type Trial } from './ids.ts';
import { lastPage } from './pages.ts';
import { patchOf, typedTrial, underTrial } from './trial.ts';

const weekMs = 7 * 24 * 60 * 60_000;

/** What other thresholds would have made of the last week's prompts. Nothing is changed by looking. */
export async function runDryRun(visit: Visit, options: Options): Promise<void> {
	const trial = typedTrial(options);
	if (typeof trial === 'string') {
		await visit.reply.show(payload('notice', [text(visit.t(`moderation.dryRun.${trial}`))]));
		return;
	}
	await showDryRun(visit, trial, 0);
}

async function showDryRun(visit: Visit, trial: Trial, asked: number): Promise<void> {
	const { office, guildId, now, reply } = visit;
	const { settings, revision } = await office.settings.read(guildId);
	const under = trialOn(settings, trial);
	if (under instanceof SettingsWrong) {
		await reply.show(payload('notice', wrongNotice(wrongTogether(under.mistakes, visit), visit)));
		return;
	}
	const isOther = differences(settings, under).length > 0;
	const run = await office.moderation.dryRun(guildId, now - weekMs);
	const would = run(under);
	const present = isOther ? run(settings) : undefined;
	const page = Math.min(asked, lastPage({ total: would.examples.length, perPage: examplesOnPage }));
	const shown = would.examples.slice(page * examplesOnPage, (page + 1) * examplesOnPage);
	const readable = await Promise.all(shown.map((it) => mayRead(visit, it)));
	const examples = shown.map((it, i) => ({ ...it, isHidden: !readable[i] }));
	const maySwitch = isOther && reply.rights.manageServer;
	await reply.show(dryRunView({ trial, settings: under, would, present, page, examples, revision, maySwitch }, visit));
}

/** Numbers that do not go together cannot be tried either. */
function trialOn(settings: Settings, trial: Trial): Settings | SettingsWrong {
	try {
		return underTrial(trial, settings);
	} catch (error) {
		if (error instanceof SettingsWrong) return error;
		throw error;
	}
}

/** A private request's words are for moderators only where they were flagged or reported. */
async function mayRead({ office }: Visit, { jobId, private: isPrivate }: Tried): Promise<boolean> {
	if (!isPrivate) return true;
	const found = await office.cases.ofJob(jobId);
	return found !== undefined && found.kind !== 'budget';
}

export async function pressDryRun(visit: Visit, rest: readonly string[]): Promise<void> {
	const id = readDryRunId(rest);
	if (!id) return visit.reply.instead(staleView(visit.locale));
	const { verb, at, trial } = id;
	if (verb === 'on') demand('manageServer', visit.reply.rights);
	await visit.reply.noted();
	if (verb === 'page') return showDryRun(visit, trial, at);
	const went = await change(visit, {
		how: 'command',
		view: { name: 'done' },
		seen: at,
		patchOf: (settings) => patchOf(trial, settings),
		title: visit.t('moderation.dryRun.switchedOn'),
	});
	await show(visit, { name: 'done' }, went.kept, went.notice);
}
