import type { Command } from '../src/discord/command.ts';
import edit from './edit.ts';
import gallery from './gallery.ts';
import imagine from './imagine.ts';
import moderation from './moderation.ts';
import privacy from './privacy.ts';
import reportImage from './report-image.ts';
import settings from './settings.ts';
import usage from './usage.ts';
import vary from './vary.ts';

/** Every command there is; what is not listed here does not exist. */
export const commands: readonly Command[] = [
	imagine,
	edit,
	vary,
	gallery,
	settings,
	usage,
	moderation,
	privacy,
	reportImage,
];
