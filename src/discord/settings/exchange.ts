import { type Settings, settingsVersion } from '../../core/settings.ts';
import { readSettings, SettingsWrong } from '../../core/settings-change.ts';
import { asTyped, wrongInFile } from './mistakes.ts';
import type { Wording } from './wording.ts';

/** The file by which settings are kept elsewhere and brought back. Money in it is micro-dollars, as the key's name says. */

/** Bytes. Settings of 40 roles are a tenth of it. */
export const importLimit = 256 * 1024;

const kind = 'settings';
const keys = ['easel', 'version', 'server', 'exportedAt', 'settings'];

export const exportName = (guildId: string): string => `easel-settings-${guildId}.json`;

/** `at` in milliseconds since the epoch. */
export function exportText(settings: Settings, guildId: string, at: number): string {
	const file = {
		easel: kind,
		version: settingsVersion,
		server: guildId,
		exportedAt: new Date(at).toISOString(),
		settings,
	};
	return `${JSON.stringify(file, null, '\t')}\n`;
}

/** The settings in a file, or everything that is wrong with it, in words. */
export function readExport(bytes: Uint8Array, wording: Wording): { settings: Settings } | { wrong: string[] } {
	const { t } = wording;
	const file = parse(bytes);
	if (file === undefined) return { wrong: [t('settings.import.notJson')] };
	if (!isObject(file)) return { wrong: [t('settings.import.notSettings')] };
	const body = readBody(file.settings, wording);
	const wrong = [...aroundSettings(file, wording), ...('wrong' in body ? body.wrong : [])];
	return wrong.length > 0 ? { wrong } : body;
}

function aroundSettings(file: Record<string, unknown>, { t, guildId }: Wording): string[] {
	const found = (key: string) => asTyped(JSON.stringify(file[key]) ?? t('settings.import.nothing'));
	const wrong: [boolean, string][] = [
		[file.easel !== kind, t('settings.import.notEasel', { found: found('easel') })],
		[
			file.version !== settingsVersion,
			t('settings.import.version', { found: found('version'), version: settingsVersion }),
		],
		[file.server !== guildId, t('settings.import.server', { found: found('server'), server: guildId })],
	];
	const unknown = Object.keys(file).filter((key) => !keys.includes(key));
	return [
		...wrong.flatMap(([isWrong, words]) => (isWrong ? [words] : [])),
		...unknown.map((key) => t('settings.wrong.unknown', { path: asTyped(key) })),
	];
}

function readBody(raw: unknown, wording: Wording): { settings: Settings } | { wrong: string[] } {
	try {
		return { settings: readSettings(raw) };
	} catch (error) {
		if (!(error instanceof SettingsWrong)) throw error;
		return { wrong: [...new Set(error.mistakes.map((mistake) => wrongInFile(mistake, raw, wording)))] };
	}
}

function parse(bytes: Uint8Array): unknown {
	try {
		return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
	} catch {
		return undefined;
	}
}

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
