/** The variables by which a bot finds the two twins, wherever they run. */
export function twinEnvironment(
	discord: { token: string; url: string; cdnOrigin: string },
	openai: { apiKey: string; url: string },
	storeUrl: string,
): Record<string, string> {
	return {
		DISCORD_TOKEN: discord.token,
		DISCORD_API_URL: discord.url,
		ATTACHMENT_ORIGINS: discord.cdnOrigin,
		OPENAI_API_KEY: openai.apiKey,
		OPENAI_BASE_URL: openai.url,
		STORE_URL: storeUrl,
	};
}
