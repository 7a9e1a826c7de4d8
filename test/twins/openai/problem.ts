/** What goes into the `error` member of an answer. */
export interface ErrorBody {
	message: string;
	type: string;
	param: string | null;
	code: string | null;
	moderation_details?: { moderation_stage: 'input' | 'output' | 'unknown'; categories: string[] };
}

/** A request the twin turns down, with everything the HTTP answer needs. `body: ''` answers without a body. */
export class ApiProblem extends Error {
	readonly status: number;
	readonly body: { error: ErrorBody } | '';
	readonly headers: Record<string, string>;

	constructor(status: number, body: ErrorBody | '', headers: Record<string, string> = {}) {
		super(body === '' ? `HTTP ${status}` : body.message);
		this.status = status;
		this.body = body === '' ? '' : { error: body };
		this.headers = headers;
	}
}

/** 400 `invalid_request_error`: the request itself is wrong. */
export function invalid(param: string | null, code: string | null, message: string): ApiProblem {
	return new ApiProblem(400, { message, type: 'invalid_request_error', param, code });
}

/** 400 for uploads: the parameters were fine, a picture was not. */
export function badPicture(param: string | null, code: string, message: string): ApiProblem {
	return new ApiProblem(400, { message, type: 'image_generation_user_error', param, code });
}

export function wrongKey(key: string): ApiProblem {
	const shown = key.length > 8 ? `${key.slice(0, 3)}***${key.slice(-4)}` : '***';
	return new ApiProblem(401, {
		message: key
			? `Incorrect API key provided: ${shown}. You can find your API key at https://platform.openai.com/account/api-keys.`
			: "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth.",
		type: 'invalid_request_error',
		param: null,
		code: key ? 'invalid_api_key' : null,
	});
}

export function notFound(what: string, code: string): ApiProblem {
	return new ApiProblem(404, { message: what, type: 'invalid_request_error', param: null, code });
}

export function unknownModel(model: string): ApiProblem {
	return new ApiProblem(404, {
		message: `The model '${model}' does not exist.`,
		type: 'invalid_request_error',
		param: 'model',
		code: 'model_not_found',
	});
}

export function forgotten(responseId: string): ApiProblem {
	const message = `Previous response with id '${responseId}' not found.`;
	return invalid('previous_response_id', 'previous_response_not_found', message);
}

export function rateLimited(model: string, limit: number, used: number, requested: number, waitMs: number): ApiProblem {
	return new ApiProblem(
		429,
		{
			message: `Rate limit reached for ${model} on images per min: Limit ${limit}, Used ${used}, Requested ${requested}. Please try again in ${(waitMs / 1000).toFixed(3)}s.`,
			type: 'images',
			param: null,
			code: 'rate_limit_exceeded',
		},
		{ 'retry-after-ms': String(waitMs), 'retry-after': String(Math.ceil(waitMs / 1000)) },
	);
}

export function refused(
	code: 'moderation_blocked' | 'content_policy_violation',
	requestId: string,
	categories: string[] = [],
): ApiProblem {
	if (code === 'content_policy_violation') {
		return new ApiProblem(400, {
			message:
				'Your request was rejected as a result of our safety system. Your prompt may contain text that is not allowed by our safety system.',
			type: 'invalid_request_error',
			param: null,
			code,
		});
	}
	return new ApiProblem(400, {
		message: `Your request was rejected by the safety system. If you believe this is an error, contact us at help.openai.com and include the request ID ${requestId}. safety_violations=[${categories.join(', ')}].`,
		type: 'image_generation_user_error',
		param: null,
		code,
		...(categories.length > 0 && { moderation_details: { moderation_stage: 'input' as const, categories } }),
	});
}

export function serverError(): ApiProblem {
	return new ApiProblem(500, {
		message: 'The server had an error while processing your request. Sorry about that!',
		type: 'server_error',
		param: null,
		code: 'server_error',
	});
}
