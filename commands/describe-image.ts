import { commandOf, describeMenu } from '../src/discord/menus/menu.ts';

export default commandOf(describeMenu);
