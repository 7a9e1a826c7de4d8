import type { Command } from '../src/discord/command.ts';
import describe from './describe.ts';
import describeImage from './describe-image.ts';
import edit from './edit.ts';
import editImage from './edit-image.ts';
import gallery from './gallery.ts';
import imagine from './imagine.ts';
import moderation from './moderation.ts';
import persona from './persona.ts';
import privacy from './privacy.ts';
import reportImage from './report-image.ts';
import settings from './settings.ts';
import usage from './usage.ts';
import vary from './vary.ts';
import varyImage from './vary-image.ts';

/** Every command there is; what is not listed here does not exist. */
export const commands: readonly Command[] = [
	imagine,
	edit,
	vary,
	describe,
	persona,
	gallery,
	settings,
	usage,
	moderation,
	privacy,
	editImage,
	varyImage,
	describeImage,
	reportImage,
];
