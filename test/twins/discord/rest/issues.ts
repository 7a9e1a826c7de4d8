import { DiscordError } from './discord-error.ts';

export type Path = readonly (string | number)[];

/** What is wrong with a payload, gathered as the tree that Discord answers with a 50035. */
export interface Issues {
	add(path: Path, code: string, message: string): void;
	/** Throws the 50035 when anything was added. */
	settle(): void;
}

export function createIssues(): Issues {
	const found: { path: Path; code: string; message: string }[] = [];
	return {
		add: (path, code, message) => void found.push({ path, code, message }),
		settle() {
			if (found.length > 0) throw new DiscordError(400, 50035, 'Invalid Form Body', treeOf(found));
		},
	};
}

interface Branch {
	_errors?: { code: string; message: string }[];
	[key: string]: unknown;
}

function treeOf(found: { path: Path; code: string; message: string }[]): Branch {
	const tree: Branch = {};
	for (const { path, code, message } of found) {
		let branch = tree;
		for (const step of path) {
			branch[step] ??= {};
			branch = branch[step] as Branch;
		}
		branch._errors ??= [];
		branch._errors.push({ code, message });
	}
	return tree;
}
