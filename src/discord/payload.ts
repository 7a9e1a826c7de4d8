import {
	type APIActionRowComponent,
	type APIButtonComponent,
	type APIComponentInContainer,
	type APIComponentInMessageActionRow,
	type APIContainerComponent,
	ButtonStyle,
	ComponentType,
	MessageFlags,
} from 'discord.js';

/** A message as Easel sends it: components v2, mentioning nobody. */
export interface Payload {
	flags: number;
	components: APIContainerComponent[];
	allowed_mentions: { parse: [] };
	attachments: { id: string; filename: string; description?: string }[];
	nonce?: string;
	enforce_nonce?: boolean;
}

const accents = { waiting: 0x5b6ee1, result: 0x2f9e6e, notice: 0xc9872b, trouble: 0xc14a4a, panel: 0x7a6f5d } as const;

export type Accent = keyof typeof accents;

export function payload(accent: Accent, components: APIComponentInContainer[]): Payload {
	return {
		flags: MessageFlags.IsComponentsV2,
		components: [{ type: ComponentType.Container, accent_color: accents[accent], components }],
		allowed_mentions: { parse: [] },
		attachments: [],
	};
}

export const privately = (message: Payload): Payload => ({ ...message, flags: message.flags | MessageFlags.Ephemeral });

export const text = (content: string): APIComponentInContainer => ({ type: ComponentType.TextDisplay, content });

export const small = (content: string): APIComponentInContainer => text(`-# ${content}`);

export const row = (
	...components: APIComponentInMessageActionRow[]
): APIActionRowComponent<APIComponentInMessageActionRow> => ({ type: ComponentType.ActionRow, components });

export const button = (label: string, customId: string, style: 'primary' | 'secondary' | 'danger' = 'secondary') =>
	({
		type: ComponentType.Button,
		style: { primary: ButtonStyle.Primary, secondary: ButtonStyle.Secondary, danger: ButtonStyle.Danger }[style],
		label,
		custom_id: customId,
	}) as APIButtonComponent;

/** A text with a button beside it. */
export const section = (content: string, accessory: APIButtonComponent): APIComponentInContainer => ({
	type: ComponentType.Section,
	components: [{ type: ComponentType.TextDisplay, content }],
	accessory,
});

export const divider: APIComponentInContainer = { type: ComponentType.Separator };

export const link = (label: string, url: string): APIButtonComponent => ({
	type: ComponentType.Button,
	style: ButtonStyle.Link,
	label,
	url,
});
