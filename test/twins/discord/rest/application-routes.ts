import { wireUser } from '../messages/wire.ts';
import type { TwinState } from '../state.ts';
import type { RegisteredCommand } from '../types.ts';
import { applicationId, botUser } from '../world/default-world.ts';
import { unknownUser } from './discord-error.ts';
import type { ApiRequest, Route } from './router.ts';

/** The bot itself, its commands, and what it may read about people. */
export function applicationRoutes({ commands, gateway, directory, events, counters, world }: TwinState): Route[] {
	const ok = (body: unknown) => ({ status: 200, body });
	const changed = () => events.emit('commands', { count: commands.list().length });
	const base = '/applications/:application/commands';

	const ownUser = { ...wireUser(botUser), verified: true, mfa_enabled: true, locale: 'en-US' };
	const application = () => ({
		id: applicationId,
		name: botUser.globalName,
		icon: null,
		description: '',
		bot_public: true,
		bot_require_code_grant: false,
		verify_key: '0'.repeat(64),
		flags: 0,
		flags_new: '0',
		type: null,
		bot: wireUser(botUser),
		owner: wireUser(botUser),
		team: null,
		redirect_uris: [],
		interactions_endpoint_url: null,
		role_connections_verification_url: null,
		explicit_content_filter: 0,
		eligible_oauth2_scopes: [],
		approximate_guild_count: world.guilds.filter((guild) => !guild.withoutBot).length,
		approximate_user_install_count: world.userInstalls?.length ?? 0,
		approximate_user_authorization_count: 0,
		integration_types_config: { '0': {}, '1': {} },
	});

	function userOf(id: string | undefined) {
		const user = directory.user(id ?? '');
		if (!user) throw unknownUser();
		return user;
	}

	return [
		{ method: 'GET', template: '/gateway/bot', handle: () => ok(gateway.info()) },
		{ method: 'GET', template: '/gateway', handle: () => ok({ url: gateway.info().url }) },
		{ method: 'GET', template: '/users/@me', handle: () => ok(ownUser) },
		{ method: 'GET', template: '/users/:user', handle: ({ params }) => ok(wireUser(userOf(params.user))) },
		{ method: 'GET', template: '/applications/@me', handle: () => ok(application()) },
		{ method: 'GET', template: '/oauth2/applications/@me', handle: () => ok(application()) },
		{
			method: 'GET',
			template: base,
			handle: ({ query }) => ok(commands.list().map((command) => listed(command, query))),
		},
		{
			method: 'PUT',
			template: base,
			handle({ payload }) {
				const registered = commands.replaceAll(payload);
				counters.commandPuts += 1;
				changed();
				return ok(registered);
			},
		},
		{
			method: 'POST',
			template: base,
			handle({ payload }) {
				const { command, created } = commands.put(payload);
				changed();
				return { status: created ? 201 : 200, body: command };
			},
		},
		{ method: 'GET', template: `${base}/:command`, handle: ({ params }) => ok(commands.get(params.command ?? '')) },
		{
			method: 'PATCH',
			template: `${base}/:command`,
			handle({ params, payload }) {
				const command = commands.edit(params.command ?? '', payload);
				changed();
				return ok(command);
			},
		},
		{
			method: 'DELETE',
			template: `${base}/:command`,
			handle({ params }) {
				commands.remove(params.command ?? '');
				changed();
				return { status: 204 };
			},
		},
	];
}

/** Discord leaves the localisations of a list out unless they are asked for. */
function listed(command: RegisteredCommand, query: ApiRequest['query']) {
	if (query.get('with_localizations') === 'true') return command;
	return JSON.parse(JSON.stringify(command, (key, value) => (key.endsWith('_localizations') ? undefined : value)));
}
