import type { Keyv } from 'keyv';
import type { BatchBook } from '../core/batch.ts';
import type { AlertBook, GuildBook, SettingsBook, UsageBook } from '../core/books.ts';
import type { GalleryBook } from '../core/gallery.ts';
import type {
	AuditBook,
	CaseBook,
	MemberBook,
	PrivacyBook,
	PromptBook,
	RemovedBook,
	WordBook,
} from '../core/moderation/books.ts';
import type { PersonaBook } from '../core/personas.ts';
import type { Ledger } from '../core/ports.ts';
import { createAlertBook } from './alert-book.ts';
import { createAuditBook } from './audit-book.ts';
import { createBatchBook } from './batch-book.ts';
import { createCaseBook } from './case-book.ts';
import type { Database } from './database.ts';
import { createGalleryBook } from './gallery-book.ts';
import { createGuildBook } from './guild-book.ts';
import { openKeyv } from './keyv.ts';
import { createLedger } from './ledger.ts';
import { createMemberBook } from './member-book.ts';
import { migrate } from './migrations.ts';
import { createPersonaBook } from './persona-book.ts';
import { openPostgres } from './postgres.ts';
import { createPrivacyBook } from './privacy-book.ts';
import { createPromptBook } from './prompt-book.ts';
import { createRemovedBook } from './removed-book.ts';
import { createSettingsBook } from './settings-book.ts';
import { openSqlite } from './sqlite.ts';
import { sweep } from './sweep.ts';
import { StoreUnreachable } from './unreachable.ts';
import { createUsageBook } from './usage-book.ts';
import { createWordBook } from './word-book.ts';

export { StoreUnreachable };

export interface Store {
	ledger: Ledger;
	settings: SettingsBook;
	usage: UsageBook;
	alerts: AlertBook;
	guilds: GuildBook;
	cases: CaseBook;
	members: MemberBook;
	words: WordBook;
	audit: AuditBook;
	removed: RemovedBook;
	prompts: PromptBook;
	privacy: PrivacyBook;
	personas: PersonaBook;
	batches: BatchBook;
	gallery: GalleryBook;
	/** Small things that outlive a restart, apart from those of every other namespace. */
	keyv<Value>(namespace: string): Keyv<Value>;
	/** Removes what has had its time at `now` (ms): stopped requests after 100 days, values that have expired. The ledger has a sweep of its own. */
	sweep(now: number): Promise<void>;
	/** A cheap query; throws when the database cannot be reached. */
	check(): Promise<void>;
	close(): Promise<void>;
}

/**
 * Opens the database and brings its tables up to date. `sqlite://data/easel.sqlite` (from the working directory), `sqlite:///absolute/path`,
 * `sqlite://:memory:` or `postgresql://…`. Throws `StoreUnreachable`.
 */
export async function openStore(url: string): Promise<Store> {
	let database: Database | undefined;
	try {
		database = open(url);
		await migrate(database.db);
	} catch (error) {
		await database?.db.destroy();
		throw new StoreUnreachable(url, error);
	}
	const { db } = database;
	return {
		ledger: createLedger(database),
		settings: createSettingsBook(database),
		usage: createUsageBook(database),
		alerts: createAlertBook(database),
		guilds: createGuildBook(database),
		cases: createCaseBook(database),
		members: createMemberBook(database),
		words: createWordBook(database),
		audit: createAuditBook(database),
		removed: createRemovedBook(database),
		prompts: createPromptBook(database),
		privacy: createPrivacyBook(database),
		personas: createPersonaBook(database),
		batches: createBatchBook(database),
		gallery: createGalleryBook(database),
		keyv: (namespace) => openKeyv(database, namespace),
		sweep: (now) => sweep(database, now),
		async check() {
			await db.selectFrom('jobs').select('id').limit(1).execute();
		},
		close: () => db.destroy(),
	};
}

function open(url: string): Database {
	// `URL` would take the first folder of a relative path for a host's name, and change its case.
	if (url.startsWith('sqlite://')) return openSqlite(url.slice('sqlite://'.length).replace(/^\/(?=[A-Za-z]:)/, ''));
	if (/^postgres(ql)?:\/\//.test(url)) return openPostgres(url);
	throw new Error('neither sqlite:// nor postgresql://');
}
