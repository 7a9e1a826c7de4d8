import type { Finding } from '../../src/core/doctor/finding.ts';

/** One finding of every code; the compiler misses a code that is missing here. */
type OneOfEach = { [Code in Finding['code']]: Finding & { code: Code } };

const at = Date.UTC(2026, 11, 1);
const channels = ['934190266370285569', '934190266370285570'];
const roles = ['934189010768064548'];
const models = ['gpt-image-1.5', 'gpt-image-1-mini'];

const oneOfEach: OneOfEach = {
	cannotDraw: { level: 'bad', code: 'cannotDraw', channels, permissions: ['attach'] },
	lacks: {
		level: 'warn',
		code: 'lacks',
		channels,
		permissions: ['view', 'send', 'embed', 'history', 'threads', 'openThreads'],
	},
	noThreads: { level: 'warn', code: 'noThreads', channels },
	onlyGone: { level: 'warn', code: 'onlyGone', count: 2 },
	neverGone: { level: 'warn', code: 'neverGone', count: 1 },
	rolesGone: { level: 'warn', code: 'rolesGone', count: 1 },
	nowhere: { level: 'bad', code: 'nowhere' },
	reviewGone: { level: 'bad', code: 'reviewGone' },
	alertGone: { level: 'bad', code: 'alertGone' },
	alertNowhere: { level: 'warn', code: 'alertNowhere' },
	approvalBlocked: { level: 'bad', code: 'approvalBlocked' },
	reviewNowhere: { level: 'warn', code: 'reviewNowhere' },
	drawingPaused: { level: 'warn', code: 'drawingPaused' },
	endpointDownHold: { level: 'warn', code: 'endpointDownHold' },
	endpointDownAllow: { level: 'warn', code: 'endpointDownAllow' },
	endpointDownRefuse: { level: 'bad', code: 'endpointDownRefuse' },
	endpointAbsent: { level: 'warn', code: 'endpointAbsent' },
	endpoint: { level: 'ok', code: 'endpoint' },
	autoModUnread: { level: 'ok', code: 'autoModUnread' },
	reviewLacks: { level: 'bad', code: 'reviewLacks', channel: channels[0]!, permissions: ['view', 'send'] },
	alertLacks: { level: 'bad', code: 'alertLacks', channel: channels[0]!, permissions: ['send'] },
	nothingForMembers: { level: 'bad', code: 'nothingForMembers' },
	nothingForRoles: { level: 'bad', code: 'nothingForRoles', roles },
	withdrawn: { level: 'warn', code: 'withdrawn', models, roles },
	dayBelowMember: { level: 'warn', code: 'dayBelowMember', limit: 10, member: 20 },
	monthBelowMember: { level: 'warn', code: 'monthBelowMember', limit: 10, member: 20 },
	budgetNear: { level: 'warn', code: 'budgetNear', percent: 84 },
	budgetUsed: { level: 'bad', code: 'budgetUsed', resetsAt: at },
	modelsGone: { level: 'bad', code: 'modelsGone', models },
	modelsEnding: { level: 'warn', code: 'modelsEnding', models, at },
	modelsEnded: { level: 'bad', code: 'modelsEnded', models, at },
	serviceBadKey: { level: 'bad', code: 'serviceBadKey' },
	serviceUnverified: { level: 'bad', code: 'serviceUnverified' },
	serviceNoCredit: { level: 'bad', code: 'serviceNoCredit' },
	serviceBusy: { level: 'warn', code: 'serviceBusy' },
	serviceUnreachable: { level: 'bad', code: 'serviceUnreachable' },
	serviceBroken: { level: 'bad', code: 'serviceBroken' },
	serverUnread: { level: 'warn', code: 'serverUnread' },
	storeSilent: { level: 'bad', code: 'storeSilent' },
	quotaSilent: { level: 'bad', code: 'quotaSilent' },
	paused: { level: 'warn', code: 'paused', until: at },
	channels: { level: 'ok', code: 'channels', count: 5 },
	hidden: { level: 'ok', code: 'hidden', count: 1 },
	review: { level: 'ok', code: 'review' },
	alert: { level: 'ok', code: 'alert' },
	store: { level: 'ok', code: 'store' },
	service: { level: 'ok', code: 'service', count: 5 },
	serviceNoList: { level: 'ok', code: 'serviceNoList' },
	budget: { level: 'ok', code: 'budget', percent: 12 },
	queue: { level: 'ok', code: 'queue', count: 0 },
};

export const findings: readonly Finding[] = Object.values(oneOfEach);
