import { type APIComponentInContainer, ComponentType, SelectMenuDefaultValueType } from 'discord.js';
import { divider, row } from '../payload.ts';
import type { Wording } from '../settings/wording.ts';
import { doctorId } from './ids.ts';

export interface Chosen {
	roleId?: string | undefined;
	userId?: string | undefined;
}

/** Asks whose allowance is to be shown. */
export function askAs({ roleId, userId }: Chosen, { t }: Wording): APIComponentInContainer[] {
	return [
		divider,
		row({
			type: ComponentType.RoleSelect,
			custom_id: doctorId('role'),
			placeholder: t('doctor.asRole'),
			...(roleId ? { default_values: [{ id: roleId, type: SelectMenuDefaultValueType.Role }] } : {}),
		}),
		row({
			type: ComponentType.UserSelect,
			custom_id: doctorId('member'),
			placeholder: t('doctor.asMember'),
			...(userId ? { default_values: [{ id: userId, type: SelectMenuDefaultValueType.User }] } : {}),
		}),
	];
}
