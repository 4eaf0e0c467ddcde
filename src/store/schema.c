/* The schema, with a word on every column, and the migrations. SQLite keeps the comments inside CREATE statements, so that
 * `.schema` in any SQLite shell shows them to whoever opens a base without this program.
 *
 * Conventions in all tables: what is unknown is NULL; days are ISO 8601 text; `*_start` and `*_end` are bytes into texts.text, both
 * NULL for "no words in the text"; lists of short names are text, apart by blanks; names of kinds, stances and the like are the
 * words of docs/formats.md and not numbers, so that a later program may order its lists anew.
 * Tables of events hold one row for one event and the actors in rows of their own, since questions are asked by actor; the JSON
 * that a question prints is made from these columns by the same function that `annals code` uses, so nothing is kept twice. */
#include "store/schema.h"

#include "base/span.h"
#include "base/strbuf.h"

static const char documents_sql[] =
    "CREATE TABLE coders (  -- the programs and data that coded documents\n"
    "  id INTEGER PRIMARY KEY,\n"
    "  program TEXT NOT NULL,  -- SHA-256 in hexadecimal of the program's sources\n"
    "  lexicon TEXT NOT NULL,  -- of the compiled dictionaries\n"
    "  split TEXT NOT NULL,    -- of the model that splits sentences and words\n"
    "  parse TEXT NOT NULL,    -- of the model that parses\n"
    "  UNIQUE (program, lexicon, split, parse)\n"
    ");\n"
    "CREATE TABLE documents (  -- one text; the same title and text are stored once\n"
    "  id INTEGER PRIMARY KEY,  -- used inside this file only\n"
    "  name TEXT NOT NULL,      -- the id that it was given, else the first 16 digits of sha256; not unique\n"
    "  sha256 TEXT NOT NULL UNIQUE,  -- of title, line end, text; hexadecimal\n"
    "  url TEXT,\n"
    "  version INTEGER NOT NULL,  -- 1; another text read later under the same url is 2, and so on\n"
    "  title TEXT,\n"
    "  outlet TEXT,\n"
    "  author TEXT,\n"
    "  lang TEXT,  -- ISO 639-1\n"
    "  published_from TEXT,  -- first day on which it may have been published\n"
    "  published_to TEXT,    -- last day\n"
    "  published_basis TEXT NOT NULL,  -- what the date was read from; 'none'\n"
    "  coder INTEGER NOT NULL REFERENCES coders\n"
    ");\n"
    "CREATE INDEX documents_by_name ON documents (name);\n"
    "CREATE INDEX documents_by_url ON documents (url) WHERE url IS NOT NULL;\n"
    "CREATE TABLE sources (  -- every raw document that was read: what is here is not coded again\n"
    "  raw_sha256 TEXT NOT NULL,  -- of its bytes before they were made clean\n"
    "  url TEXT NOT NULL,         -- '' = none\n"
    "  document INTEGER NOT NULL REFERENCES documents,\n"
    "  PRIMARY KEY (raw_sha256, url)\n"
    ") WITHOUT ROWID;\n"
    "CREATE TABLE texts (  -- apart from documents, so that lists of documents do not read through them\n"
    "  document INTEGER PRIMARY KEY REFERENCES documents,\n"
    "  text TEXT NOT NULL,  -- the clean text that every span points into\n"
    "  conllu BLOB NOT NULL  -- its parse: CoNLL-U, packed with zstd\n"
    ");\n"
    "CREATE TABLE diagnostics (  -- what was strange about a document\n"
    "  document INTEGER NOT NULL REFERENCES documents,\n"
    "  number INTEGER NOT NULL,  -- from 0\n"
    "  code TEXT NOT NULL,       -- a stable word\n"
    "  message TEXT NOT NULL,\n"
    "  text_start INTEGER,\n"
    "  text_end INTEGER,\n"
    "  PRIMARY KEY (document, number)\n"
    ") WITHOUT ROWID;\n"
    "CREATE TABLE sentences (\n"
    "  id INTEGER PRIMARY KEY,  -- consecutive inside a document\n"
    "  document INTEGER NOT NULL REFERENCES documents,\n"
    "  number INTEGER NOT NULL,  -- in the document, from 0\n"
    "  text_start INTEGER NOT NULL,\n"
    "  text_end INTEGER NOT NULL,\n"
    "  UNIQUE (document, number)\n"
    ");\n"
    "CREATE VIEW sentence_texts AS  -- the words of sentences, for the index below, which keeps no copy of them\n"
    "  SELECT s.id AS id, CAST(substr(CAST(t.text AS BLOB), s.text_start + 1, s.text_end - s.text_start) AS TEXT) AS text\n"
    "  FROM sentences s JOIN texts t ON t.document = s.document;\n"
    "CREATE VIRTUAL TABLE sentence_words USING fts5 (  -- full-text search; rowid = sentences.id\n"
    "  text, content = 'sentence_texts', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'\n"
    ");\n";

static const char actors_sql[] =
    "CREATE TABLE actors (  -- every way in which an actor was resolved: an actor whose sector changes with time has several rows\n"
    "  id INTEGER PRIMARY KEY,\n"
    "  slug TEXT,  -- the actor's id (rus.gov); NULL = known by its words only\n"
    "  name TEXT,  -- canonical; the words themselves where slug is NULL\n"
    "  kind TEXT NOT NULL,\n"
    "  country TEXT,  -- ISO 3166-1 alpha-3\n"
    "  sectors TEXT,  -- PLOVER, primary first\n"
    "  cameo TEXT,    -- CAMEO actor code\n"
    "  acts_for TEXT  -- slug of the actor in whose office it acts; NULL = itself\n"
    ");\n"
    "CREATE UNIQUE INDEX actors_same ON actors (ifnull(name, ''), ifnull(slug, ''), ifnull(acts_for, ''), ifnull(sectors, ''),\n"
    "  ifnull(cameo, ''), ifnull(country, ''), kind);\n"
    "CREATE INDEX actors_by_slug ON actors (slug);\n"
    "CREATE INDEX actors_by_name ON actors (name COLLATE NOCASE);\n"
    "CREATE INDEX actors_by_office ON actors (acts_for) WHERE acts_for IS NOT NULL;\n";

#define QUANTITY(name)                                                                                                   \
    "  " name "_low INTEGER, " name "_high INTEGER,  -- number of people " name ", both ends; high NULL = open\n"          \
    "  " name "_start INTEGER, " name "_end INTEGER,\n"

static const char events_sql[] =
    "CREATE TABLE events (  -- one act as one document reports it\n"
    "  id INTEGER PRIMARY KEY,\n"
    "  document INTEGER NOT NULL REFERENCES documents,\n"
    "  key TEXT NOT NULL,  -- 16 hexadecimal digits: of the document's digest, span and type\n"
    "  sentence INTEGER NOT NULL REFERENCES sentences,\n"
    "  text_start INTEGER NOT NULL,  -- from the first to the last word that the event rests on\n"
    "  text_end INTEGER NOT NULL,\n"
    "  trigger_token INTEGER NOT NULL,  -- the word that tells it; counted over the document's parse, from 0\n"
    "  type TEXT NOT NULL,  -- PLOVER\n"
    "  modes TEXT,          -- PLOVER, of this type\n"
    "  contexts TEXT,       -- PLOVER\n"
    "  cameo TEXT,          -- CAMEO event code\n"
    "  goldstein REAL,\n"
    "  plover_score REAL NOT NULL,\n"
    "  quad INTEGER NOT NULL,  -- 1 verbal, 2 material cooperation; 3 verbal, 4 material conflict; 0 unknown\n"
    "  date_from TEXT,  -- first day on which it may have been; NULL = open, or unknown if date_basis is NULL\n"
    "  date_to TEXT,\n"
    "  date_basis TEXT,  -- what the date was read from; NULL = the date is unknown\n"
    "  date_is_duration INTEGER NOT NULL,  -- 1: the words tell how long, not when\n"
    "  date_is_habitual INTEGER NOT NULL,  -- 1: \"every week\"\n"
    "  date_start INTEGER, date_end INTEGER,\n"
    "  place_name TEXT,\n"
    "  place_country TEXT,  -- ISO 3166-1 alpha-3\n"
    "  place_latitude REAL, place_longitude REAL,\n"
    "  place_geonames INTEGER,  -- GeoNames id\n"
    "  place_precision TEXT,  -- point, city, district, division, region, country, sea; NULL = the place is unknown\n"
    "  place_parent TEXT,  -- the division or region that it lies in\n"
    "  place_population INTEGER,\n"
    "  place_start INTEGER, place_end INTEGER,\n"
    QUANTITY("killed") QUANTITY("wounded") QUANTITY("detained") QUANTITY("displaced")
    "  instrument_start INTEGER, instrument_end INTEGER,  -- what it was done with\n"
    "  factuality TEXT NOT NULL,\n"
    "  confidence REAL NOT NULL,  -- 0 to 1\n"
    "  rule TEXT  -- the frame that made it\n"
    ");\n"
    "CREATE UNIQUE INDEX events_by_key ON events (key, document);\n"
    "CREATE INDEX events_by_document ON events (document, text_start);\n"
    "CREATE INDEX events_by_sentence ON events (sentence);\n"
    "CREATE INDEX events_by_date ON events (date_from, date_to);\n"
    "CREATE INDEX events_by_type ON events (type);\n"
    "CREATE INDEX events_by_place ON events (place_name COLLATE NOCASE) WHERE place_name IS NOT NULL;\n"
    "CREATE INDEX events_by_country ON events (place_country) WHERE place_country IS NOT NULL;\n"
    "CREATE TABLE participants (  -- who did it and to whom\n"
    "  event INTEGER NOT NULL REFERENCES events,\n"
    "  role TEXT NOT NULL CHECK (role IN ('actor', 'recipient')),\n"
    "  number INTEGER NOT NULL,  -- among those of the role, from 0\n"
    "  actor INTEGER NOT NULL REFERENCES actors,\n"
    "  text_start INTEGER, text_end INTEGER,  -- the words that name it here\n"
    "  title TEXT,  -- its office or role in these words\n"
    "  resolution TEXT NOT NULL,  -- how the words came to the actor\n"
    "  PRIMARY KEY (event, role, number)\n"
    ") WITHOUT ROWID;\n"
    "CREATE INDEX participants_by_actor ON participants (actor, role);\n";

static const char accounts_sql[] =
    "CREATE TABLE accounts (  -- the chain of voices through which the text reports an event; none = the article's own\n"
    "  event INTEGER NOT NULL REFERENCES events,\n"
    "  number INTEGER NOT NULL,  -- 0 = outermost\n"
    "  actor INTEGER NOT NULL REFERENCES actors,  -- the speaker\n"
    "  text_start INTEGER, text_end INTEGER,  -- the words that name the speaker\n"
    "  title TEXT,\n"
    "  resolution TEXT NOT NULL,\n"
    "  stance TEXT NOT NULL,\n"
    "  saying_start INTEGER, saying_end INTEGER,  -- the words of saying\n"
    "  PRIMARY KEY (event, number)\n"
    ") WITHOUT ROWID;\n"
    "CREATE INDEX accounts_by_actor ON accounts (actor);\n"
    "CREATE TABLE claims (  -- who says what, of an event or of something else\n"
    "  id INTEGER PRIMARY KEY,\n"
    "  document INTEGER NOT NULL REFERENCES documents,\n"
    "  key TEXT NOT NULL,  -- as events.key\n"
    "  sentence INTEGER NOT NULL REFERENCES sentences,\n"
    "  text_start INTEGER NOT NULL,  -- speaker, verb and content\n"
    "  text_end INTEGER NOT NULL,\n"
    "  actor INTEGER REFERENCES actors,  -- the speaker; NULL = \"it was reported\"\n"
    "  speaker_start INTEGER, speaker_end INTEGER,\n"
    "  title TEXT,\n"
    "  resolution TEXT,\n"
    "  stance TEXT NOT NULL,\n"
    "  event INTEGER REFERENCES events,  -- what the claim is about; NULL = a clause that is no event\n"
    "  content_start INTEGER, content_end INTEGER,  -- the clause claimed\n"
    "  certainty_low REAL, certainty_high REAL,  -- a probability that words express; NULL = no such words\n"
    "  certainty_start INTEGER, certainty_end INTEGER\n"
    ");\n"
    "CREATE UNIQUE INDEX claims_by_key ON claims (key, document);\n"
    "CREATE INDEX claims_by_document ON claims (document, text_start);\n"
    "CREATE INDEX claims_by_sentence ON claims (sentence);\n"
    "CREATE INDEX claims_by_actor ON claims (actor) WHERE actor IS NOT NULL;\n"
    "CREATE INDEX claims_by_event ON claims (event) WHERE event IS NOT NULL;\n";


/* What is found by comparing documents. Everything below can be made again from the tables above, and is when the program that makes it
 * has changed; no table above refers to it. */
static const char derivations_sql[] =
    "CREATE TABLE link_state (  -- how far each part of comparing has come\n"
    "  part TEXT PRIMARY KEY,  -- derivations, incidents\n"
    "  done INTEGER NOT NULL   -- documents up to this row\n"
    ") WITHOUT ROWID;\n"
    "CREATE TABLE link_touched (  -- whose derivations came or went since incidents were made\n"
    "  document INTEGER PRIMARY KEY REFERENCES documents\n"
    ");\n"
    "CREATE TABLE near_keys (  -- texts as a whole: a few hashes of word sequences of each document\n"
    "  key INTEGER NOT NULL,\n"
    "  rank INTEGER NOT NULL,  -- order by day of publication, then digest: what comes first in a long list is the oldest\n"
    "  document INTEGER NOT NULL REFERENCES documents,\n"
    "  PRIMARY KEY (key, rank, document)\n"
    ") WITHOUT ROWID;\n"
    "CREATE TABLE passage_keys (  -- the same for passages: hashes all along the text\n"
    "  key INTEGER NOT NULL, rank INTEGER NOT NULL, document INTEGER NOT NULL REFERENCES documents,\n"
    "  PRIMARY KEY (key, rank, document)\n"
    ") WITHOUT ROWID;\n"
    "CREATE TABLE anchor_keys (  -- the same for reworded sentences: pairs of rare words\n"
    "  key INTEGER NOT NULL, rank INTEGER NOT NULL, document INTEGER NOT NULL REFERENCES documents,\n"
    "  PRIMARY KEY (key, rank, document)\n"
    ") WITHOUT ROWID;\n"
    "CREATE TABLE derivations (  -- one document takes text or substance from another\n"
    "  id INTEGER PRIMARY KEY,\n"
    "  taker INTEGER NOT NULL REFERENCES documents,\n"
    "  source INTEGER NOT NULL REFERENCES documents,\n"
    "  kind TEXT NOT NULL,       -- copy, near-copy, rewrite, quotation\n"
    "  direction TEXT NOT NULL,  -- what tells who took: credit, dates, completeness, none\n"
    "  score REAL NOT NULL,      -- 0 to 1\n"
    "  taken REAL NOT NULL,      -- share of the taker that lies in passages\n"
    "  given REAL NOT NULL,      -- share of the source\n"
    "  UNIQUE (taker, source)\n"
    ");\n"
    "CREATE INDEX derivations_by_source ON derivations (source);\n"
    "CREATE TABLE passages (  -- the words that were taken\n"
    "  derivation INTEGER NOT NULL REFERENCES derivations ON DELETE CASCADE,\n"
    "  number INTEGER NOT NULL,\n"
    "  kind TEXT NOT NULL,  -- verbatim, quoted, rewritten\n"
    "  taker_start INTEGER NOT NULL, taker_end INTEGER NOT NULL,\n"
    "  source_start INTEGER NOT NULL, source_end INTEGER NOT NULL,\n"
    "  PRIMARY KEY (derivation, number)\n"
    ") WITHOUT ROWID;\n";

static const char incidents_sql[] =
    "CREATE TABLE incidents (  -- what happened once: the events that report it\n"
    "  id INTEGER PRIMARY KEY,\n"
    "  key TEXT NOT NULL,  -- key of its event that was published first\n"
    "  type TEXT NOT NULL, factuality TEXT NOT NULL,\n"
    "  date_from TEXT, date_to TEXT,\n"
    "  date_precision INTEGER NOT NULL,  -- after UCDP: 1 day, 2 some days, 3 week, 4 month, 5 more; 0 unknown\n"
    "  place_name TEXT, place_country TEXT, place_latitude REAL, place_longitude REAL, place_geonames INTEGER, place_precision_name TEXT,\n"
    "  place_precision INTEGER NOT NULL,  -- after UCDP: 1 town, 2 district, 4 division, 6 country, 7 sea or region; 0 unknown\n"
    "  killed_best INTEGER, killed_low INTEGER, killed_high INTEGER,  -- best NULL = unknown, high NULL = open\n"
    "  wounded_best INTEGER, wounded_low INTEGER, wounded_high INTEGER,\n"
    "  detained_best INTEGER, detained_low INTEGER, detained_high INTEGER,\n"
    "  displaced_best INTEGER, displaced_low INTEGER, displaced_high INTEGER,\n"
    "  events INTEGER NOT NULL, reports INTEGER NOT NULL,\n"
    "  independent INTEGER NOT NULL  -- reports that take it from no other report of it\n"
    ");\n"
    "CREATE INDEX incidents_by_key ON incidents (key);\n"
    "CREATE INDEX incidents_by_date ON incidents (date_from, date_to);\n"
    "CREATE TABLE incident_actors (  -- who took part, by the accounts of it\n"
    "  incident INTEGER NOT NULL REFERENCES incidents ON DELETE CASCADE,\n"
    "  role TEXT NOT NULL, number INTEGER NOT NULL,  -- most accounts first\n"
    "  actor INTEGER NOT NULL REFERENCES actors,\n"
    "  PRIMARY KEY (incident, role, number)\n"
    ") WITHOUT ROWID;\n"
    "CREATE INDEX incident_actors_by_actor ON incident_actors (actor);\n"
    "CREATE TABLE incident_nodes (  -- events that are equal in all that is compared, taken together\n"
    "  id INTEGER PRIMARY KEY,\n"
    "  signature INTEGER NOT NULL UNIQUE,  -- hash of what is compared\n"
    "  sample INTEGER NOT NULL REFERENCES events,  -- the one that was published first\n"
    "  sample_rank INTEGER NOT NULL,\n"
    "  is_wide INTEGER NOT NULL,  -- 1: its date is longer than some days, or unknown\n"
    "  block INTEGER NOT NULL,    -- nodes that may belong together, directly or over others\n"
    "  incident INTEGER REFERENCES incidents,\n"
    "  joined_to INTEGER,  -- the node of the incident that brought it in; NULL = the first one\n"
    "  score REAL, reasons TEXT   -- how well the two agree, and on what\n"
    ");\n"
    "CREATE INDEX incident_nodes_by_block ON incident_nodes (block);\n"
    "CREATE INDEX incident_nodes_by_incident ON incident_nodes (incident);\n"
    "CREATE INDEX incident_nodes_by_sample ON incident_nodes (sample);\n"
    "CREATE TABLE incident_keys (  -- by which nodes that may belong together find one another\n"
    "  key INTEGER NOT NULL, node INTEGER NOT NULL REFERENCES incident_nodes,\n"
    "  PRIMARY KEY (key, node)\n"
    ") WITHOUT ROWID;\n"
    "CREATE INDEX incident_keys_by_node ON incident_keys (node);\n"
    "CREATE TABLE incident_events (  -- which events are in a node\n"
    "  event INTEGER PRIMARY KEY REFERENCES events,\n"
    "  node INTEGER NOT NULL REFERENCES incident_nodes\n"
    ");\n"
    "CREATE INDEX incident_events_by_node ON incident_events (node);\n";

static const char contradictions_sql[] =
    "CREATE TABLE contradictions (  -- accounts of one incident that cannot both hold\n"
    "  id INTEGER PRIMARY KEY,\n"
    "  incident INTEGER NOT NULL REFERENCES incidents ON DELETE CASCADE,\n"
    "  field TEXT NOT NULL,\n"
    "  first_event INTEGER NOT NULL REFERENCES events, second_event INTEGER NOT NULL REFERENCES events,  -- published first, second\n"
    "  first_claim INTEGER REFERENCES claims, second_claim INTEGER REFERENCES claims,\n"
    "  first_value TEXT NOT NULL, second_value TEXT NOT NULL,\n"
    "  first_speaker INTEGER REFERENCES actors, second_speaker INTEGER REFERENCES actors,  -- NULL = the article's own voice\n"
    "  first_accounts INTEGER NOT NULL, second_accounts INTEGER NOT NULL,  -- how many events give the value\n"
    "  is_ordered INTEGER NOT NULL,     -- 0: the dates do not tell which came first\n"
    "  is_superseded INTEGER NOT NULL,  -- 1: the later one corrects or continues the earlier one\n"
    "  is_independent INTEGER NOT NULL\n"
    ");\n"
    "CREATE INDEX contradictions_by_incident ON contradictions (incident);\n";

/* What persons decided, and what the program had made before they did. The tables above always hold what counts: of an event that a decision
 * changed they hold the changed one, and the machine_* tables hold it as the program made it (with all columns of the table that they are
 * named for, in its order). Nothing here is made again: it is the only copy. */
static const char corrections_sql[] =
    "ALTER TABLE events ADD COLUMN corrected TEXT;  -- names of the fields that a person decided; NULL = all as the program made it\n"
    "CREATE TABLE corrections (  -- the log of decisions; rows are never taken away\n"
    "  number INTEGER PRIMARY KEY,  -- from 1, in the order in which they were taken\n"
    "  action TEXT NOT NULL,\n"
    "  target TEXT NOT NULL,  -- as it was named: a key, or the id of an actor\n"
    "  value TEXT,            -- in full, NULL = none\n"
    "  made_by TEXT, day TEXT, note TEXT,  -- who, when, why; NULL = not told\n"
    "  seen TEXT,  -- what the program had said then; NULL = it is no field of an event\n"
    "  is_undone INTEGER NOT NULL  -- 1: taken back\n"
    ");\n"
    "CREATE INDEX corrections_by_target ON corrections (target);\n"
    "CREATE TABLE correction_anchors (  -- what a decision is about, so that it is found again when its key has changed\n"
    "  correction INTEGER NOT NULL REFERENCES corrections,\n"
    "  number INTEGER NOT NULL,  -- 0 = the target, then what the value names\n"
    "  key TEXT,                 -- of the event when it was decided; NULL = the document as a whole\n"
    "  document TEXT NOT NULL,   -- its sha256\n"
    "  text_start INTEGER, text_end INTEGER,        -- of the event\n"
    "  trigger_start INTEGER, trigger_end INTEGER,  -- the word that tells it\n"
    "  type TEXT,                -- as the program had it\n"
    "  event INTEGER,            -- row of the event (of the document where key is NULL) in this base now; NULL = not there\n"
    "  PRIMARY KEY (correction, number)\n"
    ") WITHOUT ROWID;\n"
    "CREATE INDEX correction_anchors_by_event ON correction_anchors (event) WHERE event IS NOT NULL;\n"
    "CREATE TABLE correction_actors (  -- whom the value names, as they were known then\n"
    "  correction INTEGER NOT NULL REFERENCES corrections,\n"
    "  number INTEGER NOT NULL,\n"
    "  slug TEXT, name TEXT, kind TEXT NOT NULL, country TEXT, sectors TEXT, cameo TEXT, acts_for TEXT,\n"
    "  PRIMARY KEY (correction, number)\n"
    ") WITHOUT ROWID;\n"
    "CREATE TABLE decided_actors (  -- rows of actors that a decision brought in: they go when nothing speaks of them any more\n"
    "  actor INTEGER PRIMARY KEY\n"
    ");\n";

static const char machine_sql[] =
    "CREATE TABLE machine_events AS SELECT * FROM events WHERE 0;\n"
    "CREATE UNIQUE INDEX machine_events_by_id ON machine_events (id);\n"
    "CREATE INDEX machine_events_by_key ON machine_events (key);\n"
    "CREATE TABLE machine_participants AS SELECT * FROM participants WHERE 0;\n"
    "CREATE UNIQUE INDEX machine_participants_by_event ON machine_participants (event, role, number);\n"
    "CREATE INDEX machine_participants_by_actor ON machine_participants (actor);\n"
    "CREATE TABLE machine_accounts AS SELECT * FROM accounts WHERE 0;\n"
    "CREATE UNIQUE INDEX machine_accounts_by_event ON machine_accounts (event, number);\n"
    "CREATE INDEX machine_accounts_by_actor ON machine_accounts (actor);\n"
    "CREATE TABLE machine_claims (  -- speaker and event of a claim\n"
    "  claim INTEGER PRIMARY KEY,\n"
    "  actor INTEGER,\n"
    "  event INTEGER\n"
    ");\n"
    "CREATE INDEX machine_claims_by_event ON machine_claims (event) WHERE event IS NOT NULL;\n"
    "CREATE INDEX machine_claims_by_actor ON machine_claims (actor) WHERE actor IS NOT NULL;\n"
    "CREATE TABLE machine_derivations AS SELECT * FROM derivations WHERE 0;\n"
    "CREATE INDEX machine_derivations_by_pair ON machine_derivations (taker, source);\n"
    "CREATE TABLE machine_passages AS SELECT * FROM passages WHERE 0;  -- derivation: rowid in machine_derivations\n"
    "CREATE INDEX machine_passages_by_derivation ON machine_passages (derivation, number);\n";

/* What the decisions mean for comparing, and what comparing has to do again. All of it can be made again from the log. */
static const char decided_links_sql[] =
    "CREATE TABLE incident_ties (  -- events that a person put into one incident\n"
    "  number INTEGER PRIMARY KEY,  -- in the order of the log\n"
    "  first INTEGER NOT NULL, second INTEGER NOT NULL\n"
    ");\n"
    "CREATE TABLE held_events (  -- events that a person took out of their incident: nothing joins them but a tie\n"
    "  event INTEGER PRIMARY KEY\n"
    ");\n"
    "CREATE TABLE joined_incidents (  -- incidents that a tie made of several\n"
    "  incident INTEGER PRIMARY KEY\n"
    ");\n"
    "CREATE TABLE dropped_pairs (  -- documents of which a person said that none takes from the other; first < second\n"
    "  first INTEGER NOT NULL, second INTEGER NOT NULL, PRIMARY KEY (first, second)\n"
    ") WITHOUT ROWID;\n"
    "CREATE TABLE link_changed (  -- events to be put into their nodes anew\n"
    "  event INTEGER PRIMARY KEY\n"
    ");\n"
    "CREATE TABLE link_again (  -- nodes whose incidents are to be made anew\n"
    "  node INTEGER PRIMARY KEY\n"
    ");\n";

/* Steps of one version are several strings only because compilers promise no string literal over 4,095 bytes. */
static const char *const first_version[] = {documents_sql, actors_sql, events_sql, accounts_sql, NULL};
static const char *const second_version[] = {derivations_sql, incidents_sql, contradictions_sql, NULL};
static const char *const third_version[] = {corrections_sql, machine_sql, decided_links_sql, NULL};

const an_migration an_store_migrations[] = {
    {"make the tables", first_version},
    {"make the tables of what is found by comparing", second_version},
    {"make the tables of corrections", third_version},
};
const int an_store_version = sizeof an_store_migrations / sizeof *an_store_migrations;

/* One row of what SQLite says and what it means to a user. */
typedef struct failure {
    int code;
    annals_status status;
    const char *meaning;
} failure;

static const failure failures[] = {
    {SQLITE_BUSY, ANNALS_E_BASE, "another program has it locked"},
    {SQLITE_LOCKED, ANNALS_E_BASE, "another program has it locked"},
    {SQLITE_FULL, ANNALS_E_BASE, "the disk is full"},
    {SQLITE_IOERR, ANNALS_E_BASE, "the system could not read or write it"},
    {SQLITE_READONLY, ANNALS_E_BASE, "it may not be written"},
    {SQLITE_PERM, ANNALS_E_IO, "permission denied"},
    {SQLITE_CANTOPEN, ANNALS_E_IO, "it cannot be opened"},
    {SQLITE_NOTADB, ANNALS_E_FORMAT, "it is no base of Annals"},
    {SQLITE_CORRUPT, ANNALS_E_FORMAT, "it is damaged"},
    {SQLITE_NOMEM, ANNALS_E_MEMORY, "out of memory"},
    {SQLITE_TOOBIG, ANNALS_E_LIMIT, "a text is too long for it"},
};

annals_status an_store_fail(sqlite3 *db, int code, const char *path, const char *doing, annals_error *error)
{
    const char *detail = db ? sqlite3_errmsg(db) : sqlite3_errstr(code);
    for (size_t i = 0; i < sizeof failures / sizeof *failures; i++)
        if (failures[i].code == (code & 0xFF))
            return an_fail(error, failures[i].status, "store", 0, "%s: cannot %s: %s (%s)", path, doing, failures[i].meaning, detail);
    return an_fail(error, ANNALS_E_BASE, "store", 0, "%s: cannot %s: %s", path, doing, detail);
}

/* The one number that a statement gives. */
static int read_number(sqlite3 *db, const char *sql, int64_t *out)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);
    if (code == SQLITE_OK) code = sqlite3_step(statement);
    if (code == SQLITE_ROW) *out = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return code == SQLITE_ROW ? SQLITE_OK : code;
}

typedef struct header {
    int64_t application_id, version, table_count;
} header;

static int read_header(sqlite3 *db, header *out)
{
    int code = read_number(db, "PRAGMA application_id", &out->application_id);
    if (code == SQLITE_OK) code = read_number(db, "PRAGMA user_version", &out->version);
    if (code == SQLITE_OK) code = read_number(db, "SELECT count(*) FROM sqlite_schema", &out->table_count);
    return code;
}

static annals_status check_header(const header *h, const char *path, bool create, bool read_only, int version, annals_error *error)
{
    bool is_empty = h->table_count == 0 && h->application_id == 0 && h->version == 0;
    if (is_empty && create) return ANNALS_OK;
    if (is_empty || h->application_id != AN_STORE_APPLICATION_ID)
        return an_fail(error, ANNALS_E_FORMAT, "store", 0, "%s: %s", path,
                       is_empty ? "an empty file, no base of Annals" : "an SQLite file of another program, no base of Annals");
    if (h->version < 0) return an_fail(error, ANNALS_E_FORMAT, "store", 0, "%s: it is damaged: a base of version %d", path, (int)h->version);
    if (h->version > version)
        return an_fail(error, ANNALS_E_VERSION, "store", 0, "%s: a base of version %d, made by a newer Annals; this one knows up to %d",
                       path, (int)h->version, version);
    if (h->version < version && read_only)
        return an_fail(error, ANNALS_E_VERSION, "store", 0,
                       "%s: a base of the older version %d; open it once for writing, that brings it to version %d", path,
                       (int)h->version, version);
    return ANNALS_OK;
}

static int run_step(sqlite3 *db, const an_migration *migration, int to)
{
    char pragma[96];
    int code = SQLITE_OK;
    for (const char *const *sql = migration->sql; *sql && code == SQLITE_OK; sql++) code = sqlite3_exec(db, *sql, NULL, NULL, NULL);
    sqlite3_snprintf(sizeof pragma, pragma, "PRAGMA application_id = %d; PRAGMA user_version = %d", AN_STORE_APPLICATION_ID, to);
    if (code == SQLITE_OK) code = sqlite3_exec(db, pragma, NULL, NULL, NULL);
    return code;
}

/* The header is read again under the lock: another program may have done the step while this one waited. */
static annals_status migrate_once(sqlite3 *db, const char *path, bool create, const an_migration *migrations, int version, bool *done,
                                  annals_error *error)
{
    header h;
    annals_status status;
    int code = sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
    if (code != SQLITE_OK) return an_store_fail(db, code, path, "bring the base to this version", error);
    code = read_header(db, &h);
    status = code == SQLITE_OK ? check_header(&h, path, create, false, version, error)
                               : an_store_fail(db, code, path, "read the base", error);
    *done = status == ANNALS_OK && h.version == version;
    if (status == ANNALS_OK && !*done) {
        code = run_step(db, &migrations[h.version], (int)h.version + 1);
        if (code != SQLITE_OK) status = an_store_fail(db, code, path, migrations[h.version].what, error);
    }
    if (status == ANNALS_OK) {
        code = sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
        if (code != SQLITE_OK) status = an_store_fail(db, code, path, "bring the base to this version", error);
    }
    if (status != ANNALS_OK) sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
    return status;
}

annals_status an_store_migrate(sqlite3 *db, const char *path, bool create, bool read_only, const an_migration *migrations,
                               int version, annals_error *error)
{
    header h;
    bool done;
    int code = read_header(db, &h);
    if (code != SQLITE_OK) return an_store_fail(db, code, path, "read the base", error);
    AN_TRY(check_header(&h, path, create, read_only, version, error));
    done = h.version == version && h.application_id == AN_STORE_APPLICATION_ID;
    while (!done) AN_TRY(migrate_once(db, path, create, migrations, version, &done, error));
    return ANNALS_OK;
}
