import type { CommandContext, PressContext } from '../../command.ts';
import { payload, text } from '../../payload.ts';
import { type Press, whoseIs } from '../../press.ts';
import { type Visit, visitOf } from '../../settings/visit.ts';
import { staleView } from '../../views/notice.ts';
import { pressDryRun, runDryRun } from './dry-run.ts';
import { type PageName, pageNames, wholeQueue } from './ids.ts';
import { pressMember, showMember } from './member.ts';
import { pressPause, stopDrawing } from './pause.ts';
import { pressQueue, showQueue } from './queue.ts';
import { pressOpen, showStory } from './story.ts';
import { pressWords, runWords } from './words.ts';

/** All others are decisions on a case (../ids.ts). */
export const isDesks = ([name = '']: readonly string[]): boolean => pageOf(name) !== undefined;

const pageOf = (name: string): PageName | undefined => pageNames.find((it) => it === name);

/** `/moderation`: what moderators look up and set, apart from deciding. Every answer is private. */
export async function runDesk(context: CommandContext): Promise<void> {
	const { subcommand, options, reply, locale } = context;
	const visit = visitOf(context);
	if (!visit) return reply.instead(staleView(locale));
	await reply.later({ private: true });
	switch (subcommand) {
		case 'case':
			return showStory(visit, { number: Number(options.number), page: 0 });
		case 'member':
			return showMember(visit, { userId: String(options.user), page: 0 });
		case 'words':
			return runWords(visit, options);
		case 'dry_run':
			return runDryRun(visit, options);
		case 'pause':
			return stopDrawing(visit);
		default:
			return showQueue(visit, wholeQueue);
	}
}

type Handler = (visit: Visit, rest: readonly string[], press: Press) => Promise<void>;

/** Every handler acknowledges before it reads the store. */
const handlers: Record<PageName, Handler> = {
	queue: pressQueue,
	open: pressOpen,
	member: pressMember,
	words: pressWords,
	dry_run: pressDryRun,
	pause: pressPause,
};

/** The right to it was asked for by the dispatcher, at this very press. */
export async function pressDesk(context: PressContext): Promise<void> {
	const { interaction, reply, locale } = context;
	const [name = '', ...rest] = context.id;
	const page = pageOf(name);
	const visit = visitOf(context);
	const whose = whoseIs(interaction);
	if (!visit || !page || whose === 'public') return reply.instead(staleView(locale));
	if (whose === 'foreign') return reply.instead(payload('notice', [text(visit.t('moderation.notYours'))]));
	await handlers[page](visit, rest, interaction);
}
