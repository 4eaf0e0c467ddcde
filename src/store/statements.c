/* The fixed statements, one row each, prepared at first use and kept; binding of parameters and reading of columns. (Statements that
 * depend on a filter are built in select.c.) */
#include "store/internal.h"

enum { REAL_MAX = 1000 };

/* An INSERT is given by table and columns, so that a column cannot lack its parameter; anything else by its SQL. */
typedef struct statement_row {
    const char *table, *columns;
    const char *sql; /* after an INSERT: what follows VALUES; if it begins with WHERE, it is an UPDATE of the columns */
} statement_row;

/* Rows of actors that are this actor, or act for it; who has no id is known by its words. */
#define ACTOR_ROWS "(SELECT id FROM actors WHERE slug = ?1 OR acts_for = ?1 OR (slug IS NULL AND name = ?1 COLLATE NOCASE AND name = ?1))"
/* Either order of two documents. */
#define PAIR "((taker = ?1 AND source = ?2) OR (taker = ?2 AND source = ?1))"

#define ACTOR_SAME                                                                                                       \
    "ifnull(name, '') = ifnull(?2, '') AND ifnull(slug, '') = ifnull(?1, '') AND ifnull(acts_for, '') = ifnull(?7, '') "    \
    "AND ifnull(sectors, '') = ifnull(?5, '') AND ifnull(cameo, '') = ifnull(?6, '') "                                    \
    "AND ifnull(country, '') = ifnull(?4, '') AND kind = ?3"

static const statement_row rows[AN_SQL_COUNT] = {
    [AN_SQL_BEGIN_WRITE] = {.sql = "BEGIN IMMEDIATE"},
    [AN_SQL_BEGIN_READ] = {.sql = "BEGIN"},
    [AN_SQL_COMMIT] = {.sql = "COMMIT"},
    [AN_SQL_ROLLBACK] = {.sql = "ROLLBACK"},
    [AN_SQL_FIND_SOURCE] = {.sql = "SELECT document FROM sources WHERE raw_sha256 = ? AND url = ?"},
    [AN_SQL_FIND_DIGEST] = {.sql = "SELECT id FROM documents WHERE sha256 = ?"},
    [AN_SQL_COUNT_URL] = {.sql = "SELECT count(*) FROM documents WHERE url = ?"},
    [AN_SQL_FIND_CODER] = {.sql = "SELECT id FROM coders WHERE program = ? AND lexicon = ? AND split = ? AND parse = ?"},
    [AN_SQL_FIND_ACTOR] = {.sql = "SELECT id FROM actors WHERE " ACTOR_SAME},
    [AN_SQL_ADD_CODER] = {"coders", "program, lexicon, split, parse", ""},
    [AN_SQL_ADD_DOCUMENT] = {"documents", AN_DOCUMENT_COLUMNS, ""},
    [AN_SQL_ADD_SOURCE] = {"sources", "raw_sha256, url, document", " ON CONFLICT DO NOTHING"},
    [AN_SQL_ADD_TEXT] = {"texts", "document, text, conllu", ""},
    [AN_SQL_ADD_DIAGNOSTIC] = {"diagnostics", "document, number, code, message, text_start, text_end", ""},
    [AN_SQL_ADD_SENTENCE] = {"sentences", "document, number, text_start, text_end", ""},
    [AN_SQL_ADD_WORDS] = {"sentence_words", "rowid, text", ""},
    [AN_SQL_ADD_ACTOR] = {"actors", AN_ACTOR_COLUMNS, ""},
    [AN_SQL_ADD_EVENT] = {"events", "document, sentence, " AN_EVENT_COLUMNS, " ON CONFLICT (key, document) DO NOTHING"},
    [AN_SQL_ADD_PARTICIPANT] = {"participants", "event, role, number, actor, text_start, text_end, title, resolution", ""},
    [AN_SQL_ADD_ACCOUNT] = {"accounts", "event, number, actor, text_start, text_end, title, resolution, stance, saying_start, "
                                        "saying_end", ""},
    [AN_SQL_ADD_CLAIM] = {"claims", "document, sentence, actor, event, " AN_CLAIM_COLUMNS, " ON CONFLICT (key, document) DO NOTHING"},
    [AN_SQL_LOAD_DOCUMENT] = {.sql = "SELECT " AN_DOCUMENT_COLUMNS " FROM documents WHERE id = ?"},
    [AN_SQL_LOAD_CODER] = {.sql = "SELECT program, lexicon, split, parse FROM coders WHERE id = ?"},
    [AN_SQL_LOAD_COUNTS] = {.sql = "SELECT (SELECT length(CAST(text AS BLOB)) FROM texts WHERE document = ?1), "
                                   "(SELECT count(*) FROM sentences WHERE document = ?1), "
                                   "(SELECT count(*) FROM events WHERE document = ?1), "
                                   "(SELECT count(*) FROM claims WHERE document = ?1)"},
    [AN_SQL_LOAD_TEXT] = {.sql = "SELECT text FROM texts WHERE document = ?"},
    [AN_SQL_LOAD_CONLLU] = {.sql = "SELECT conllu FROM texts WHERE document = ?"},
    [AN_SQL_LOAD_DIAGNOSTICS] = {.sql = "SELECT code, message, text_start, text_end FROM diagnostics WHERE document = ? ORDER BY number"},
    [AN_SQL_LOAD_EVENT] = {.sql = "SELECT (SELECT number FROM sentences s WHERE s.id = sentence), "
                                  "(SELECT text_start FROM sentences s WHERE s.id = sentence), "
                                  "(SELECT text_end FROM sentences s WHERE s.id = sentence), " AN_EVENT_COLUMNS
                                  " FROM events WHERE id = ?"},
    [AN_SQL_LOAD_PARTICIPANTS] = {.sql = "SELECT role = 'recipient', text_start, text_end, title, resolution, " AN_ACTOR_COLUMNS
                                         " FROM participants p JOIN actors a ON a.id = p.actor WHERE event = ? ORDER BY role, number"},
    [AN_SQL_LOAD_ACCOUNTS] = {.sql = "SELECT stance, saying_start, saying_end, text_start, text_end, title, resolution, " AN_ACTOR_COLUMNS
                                     " FROM accounts p JOIN actors a ON a.id = p.actor WHERE event = ? ORDER BY number"},
    [AN_SQL_LOAD_CLAIM] = {.sql = "SELECT (SELECT number FROM sentences s WHERE s.id = sentence), "
                                  "(SELECT text_start FROM sentences s WHERE s.id = sentence), "
                                  "(SELECT text_end FROM sentences s WHERE s.id = sentence), event, actor, " AN_CLAIM_COLUMNS ", "
                                  AN_ACTOR_COLUMNS " FROM claims c LEFT JOIN actors a ON a.id = c.actor WHERE c.id = ?"},
    [AN_SQL_LOAD_EVENT_IDS] = {.sql = "SELECT id FROM events WHERE document = ? ORDER BY id"},
    [AN_SQL_LOAD_CLAIM_IDS] = {.sql = "SELECT id FROM claims WHERE document = ? ORDER BY id"},
    [AN_SQL_LINK_DONE] = {.sql = "SELECT done FROM link_state WHERE part = ?"},
    [AN_SQL_LINK_SET_DONE] = {.sql = "INSERT INTO link_state (part, done) VALUES (?, ?) ON CONFLICT (part) DO UPDATE SET done = excluded.done"},
    [AN_SQL_LINK_DOCUMENTS] = {.sql = "SELECT id FROM documents WHERE id > ? ORDER BY id LIMIT ?"},
    [AN_SQL_ADD_NEAR_KEY] = {"near_keys", "key, rank, document", " ON CONFLICT DO NOTHING"},
    [AN_SQL_ADD_PASSAGE_KEY] = {"passage_keys", "key, rank, document", " ON CONFLICT DO NOTHING"},
    [AN_SQL_ADD_ANCHOR_KEY] = {"anchor_keys", "key, rank, document", " ON CONFLICT DO NOTHING"},
    [AN_SQL_NEAR_MEMBERS] = {.sql = "SELECT rank, document FROM near_keys WHERE key = ? ORDER BY rank, document LIMIT ?"},
    [AN_SQL_PASSAGE_MEMBERS] = {.sql = "SELECT rank, document FROM passage_keys WHERE key = ? ORDER BY rank, document LIMIT ?"},
    [AN_SQL_ANCHOR_MEMBERS] = {.sql = "SELECT rank, document FROM anchor_keys WHERE key = ? ORDER BY rank, document LIMIT ?"},
    [AN_SQL_ADD_DERIVATION] = {"derivations", "taker, source, kind, direction, score, taken, given", ""},
    [AN_SQL_ADD_PASSAGE] = {"passages", "derivation, number, kind, taker_start, taker_end, source_start, source_end", ""},
    [AN_SQL_DROP_DERIVATION] = {.sql = "DELETE FROM derivations WHERE (taker = ?1 AND source = ?2) OR (taker = ?2 AND source = ?1)"},
    [AN_SQL_LINK_PARTNERS] = {.sql = "SELECT source FROM derivations WHERE taker = ?1 UNION SELECT taker FROM derivations WHERE source = ?1"},
    [AN_SQL_LOAD_DERIVATION] = {.sql = "SELECT taker, source, kind, direction, score, taken, given FROM derivations WHERE id = ?"},
    [AN_SQL_LOAD_PASSAGES] = {.sql = "SELECT kind, taker_start, taker_end, source_start, source_end FROM passages WHERE derivation = ? ORDER BY number"},
    [AN_SQL_TOUCH] = {.sql = "INSERT INTO link_touched (document) VALUES (?1), (?2) ON CONFLICT DO NOTHING"},
    [AN_SQL_TOUCHED] = {.sql = "SELECT document FROM link_touched ORDER BY document"},
    [AN_SQL_UNTOUCH] = {.sql = "DELETE FROM link_touched"},
    [AN_SQL_TAKEN_PASSAGES] = {.sql = "SELECT p.taker_start, p.taker_end FROM derivations d JOIN passages p ON p.derivation = d.id "
                                      "WHERE d.taker = ? ORDER BY p.taker_start, p.taker_end"},
    [AN_SQL_LINK_EVENT] = {.sql = "SELECT document FROM events WHERE id = ?"},
    [AN_SQL_LINK_TEXT_PAIRS] = {.sql = "SELECT x.node, y.node FROM derivations d JOIN passages p ON p.derivation = d.id "
                                       "JOIN events e ON e.document = d.taker AND e.text_start < p.taker_end AND e.text_end > p.taker_start "
                                       "JOIN events f ON f.document = d.source AND f.text_start < p.source_end AND f.text_end > p.source_start "
                                       "JOIN incident_events x ON x.event = e.id JOIN incident_events y ON y.event = f.id "
                                       "WHERE (d.taker = ?1 OR (d.source = ?1 AND ?2)) AND e.type = f.type AND x.node <> y.node "
                                       "AND abs((e.text_start - p.taker_start) - (f.text_start - p.source_start)) <= 120"},
    [AN_SQL_FIND_NODE] = {.sql = "SELECT id FROM incident_nodes WHERE signature = ?"},
    [AN_SQL_ADD_NODE] = {"incident_nodes", "signature, sample, sample_rank, is_wide, block", ""},
    [AN_SQL_LOAD_NODE] = {.sql = "SELECT sample, sample_rank, is_wide, block, incident, (SELECT count(*) FROM incident_events WHERE node = n.id) "
                                 "FROM incident_nodes n WHERE id = ?"},
    [AN_SQL_SET_NODE_SAMPLE] = {.sql = "UPDATE incident_nodes SET sample = ?2, sample_rank = ?3 WHERE id = ?1 AND sample_rank > ?3"},
    [AN_SQL_SET_NODE_BLOCK] = {.sql = "UPDATE incident_nodes SET block = ?2 WHERE id = ?1"},
    [AN_SQL_SET_NODE_INCIDENT] = {.sql = "UPDATE incident_nodes SET incident = ?2, joined_to = ?3, score = ?4, reasons = ?5 WHERE id = ?1"},
    [AN_SQL_ADD_NODE_EVENT] = {"incident_events", "event, node", ""},
    [AN_SQL_ADD_NODE_KEY] = {"incident_keys", "key, node", " ON CONFLICT DO NOTHING"},
    [AN_SQL_DROP_NODE_KEYS] = {.sql = "DELETE FROM incident_keys WHERE node = ?"},
    [AN_SQL_KEY_NODES] = {.sql = "SELECT node FROM incident_keys WHERE key = ? ORDER BY node LIMIT ?"},
    [AN_SQL_BLOCK_NODES] = {.sql = "SELECT id FROM incident_nodes WHERE block = ? ORDER BY id"},
    [AN_SQL_INCIDENT_NODES] = {.sql = "SELECT id FROM incident_nodes WHERE incident = ? ORDER BY id"},
    [AN_SQL_DOCUMENT_NODES] = {.sql = "SELECT DISTINCT x.node FROM events e JOIN incident_events x ON x.event = e.id WHERE e.document = ? ORDER BY 1"},
    [AN_SQL_NODE_DOCUMENTS] = {.sql = "SELECT DISTINCT e.document FROM incident_events x JOIN events e ON e.id = x.event WHERE x.node = ? ORDER BY 1"},
    [AN_SQL_ADD_INCIDENT] = {.sql = "INSERT INTO incidents (key, type, factuality, date_precision, place_precision, events, reports, independent) "
                                    "VALUES ('', '', '', 0, 0, 0, 0, 0)"},
    [AN_SQL_CLEAR_INCIDENT] = {.sql = "UPDATE incident_nodes SET incident = NULL, joined_to = NULL, score = NULL, reasons = NULL WHERE incident = ?"},
    [AN_SQL_DROP_INCIDENT] = {.sql = "DELETE FROM incidents WHERE id = ?"},
    [AN_SQL_DROP_INCIDENT_ACTORS] = {.sql = "DELETE FROM incident_actors WHERE incident = ?"},
    [AN_SQL_DROP_CONTRADICTIONS] = {.sql = "DELETE FROM contradictions WHERE incident = ?"},
    [AN_SQL_SET_INCIDENT] = {.sql = "UPDATE incidents SET key = ?, type = ?, factuality = ?, date_from = ?, date_to = ?, date_precision = ?, "
                                    "place_name = ?, place_country = ?, place_latitude = ?, place_longitude = ?, place_geonames = ?, "
                                    "place_precision_name = ?, place_precision = ?, killed_best = ?, killed_low = ?, killed_high = ?, "
                                    "wounded_best = ?, wounded_low = ?, wounded_high = ?, detained_best = ?, detained_low = ?, detained_high = ?, "
                                    "displaced_best = ?, displaced_low = ?, displaced_high = ?, events = ?, reports = ?, independent = ? WHERE id = ?"},
    /* Of the rows of one actor the one whose words come first: with min() SQLite takes the other columns from that row. */
    [AN_SQL_ADD_INCIDENT_ACTORS] = {.sql = "INSERT INTO incident_actors (incident, role, number, actor) "
        "SELECT ?1, role, row_number() OVER (PARTITION BY role ORDER BY n DESC, slug) - 1, actor FROM (SELECT p.role AS role, a.slug AS slug, "
        "count(*) AS n, p.actor AS actor, min(ifnull(a.name, '') || '/' || a.kind || '/' || ifnull(a.country, '') || '/' || ifnull(a.acts_for, '') "
        "|| '/' || ifnull(a.sectors, '') || '/' || ifnull(a.cameo, '')) FROM incident_nodes m JOIN incident_events x ON x.node = m.id "
        "JOIN participants p ON p.event = x.event JOIN actors a ON a.id = p.actor WHERE m.incident = ?1 AND a.slug IS NOT NULL GROUP BY p.role, a.slug)"},
    [AN_SQL_COUNT_INCIDENT] = {.sql = "SELECT count(*), count(DISTINCT e.document) FROM incident_nodes m JOIN incident_events x ON x.node = m.id "
                                      "JOIN events e ON e.id = x.event WHERE m.incident = ?"},
    /* Articles with a report of their own: an event of theirs that lies in no passage taken from another article of the incident. */
    [AN_SQL_COUNT_INDEPENDENT] = {.sql = "WITH told AS (SELECT e.id AS id, e.document AS document, e.text_start AS a, e.text_end AS z FROM incident_nodes m "
        "JOIN incident_events x ON x.node = m.id JOIN events e ON e.id = x.event WHERE m.incident = ?) "
        "SELECT count(DISTINCT t.document) FROM told t WHERE NOT EXISTS (SELECT 1 FROM derivations d JOIN passages p ON p.derivation = d.id "
        "WHERE d.taker = t.document AND p.taker_start < t.z AND p.taker_end > t.a AND d.source IN (SELECT document FROM told))"},
    [AN_SQL_INCIDENT_CLAIMS] = {.sql = "SELECT c.id, m.id, x.event FROM incident_nodes m JOIN incident_events x ON x.node = m.id "
                                       "JOIN claims c ON c.event = x.event WHERE m.incident = ?1 "
                                       "ORDER BY c.key, c.document LIMIT ?2"},
    /* Denials of something that is no event, said in the sentence of an event of the incident or in the next one. */
    [AN_SQL_INCIDENT_DENIALS] = {.sql = "SELECT c.id, m.id, e.id FROM incident_nodes m JOIN incident_events x ON x.node = m.id JOIN events e ON e.id = x.event "
                                        "JOIN sentences s ON s.id = e.sentence JOIN claims c ON c.document = e.document AND c.sentence BETWEEN s.id AND s.id + 1 "
                                        "WHERE m.incident = ?1 AND c.stance = 'denies' AND c.event IS NULL ORDER BY c.key, c.document LIMIT ?2"},
    [AN_SQL_INCIDENT_DERIVATIONS] = {.sql = "WITH told AS (SELECT DISTINCT e.document AS document FROM incident_nodes m JOIN incident_events x ON x.node = m.id "
        "JOIN events e ON e.id = x.event WHERE m.incident = ?) SELECT d.taker, d.source FROM told t JOIN derivations d ON d.taker = t.document "
        "WHERE d.source IN (SELECT document FROM told)"},
    [AN_SQL_ADD_CONTRADICTION] = {"contradictions", "incident, field, first_event, second_event, first_claim, second_claim, first_value, second_value, "
                                  "first_speaker, second_speaker, first_accounts, second_accounts, is_ordered, is_superseded, is_independent", ""},
    [AN_SQL_LOAD_INCIDENT] = {.sql = "SELECT key, type, factuality, date_from, date_to, date_precision, place_name, place_country, place_latitude, "
                                     "place_longitude, place_geonames, place_precision_name, place_precision, killed_best, killed_low, killed_high, "
                                     "wounded_best, wounded_low, wounded_high, detained_best, detained_low, detained_high, displaced_best, "
                                     "displaced_low, displaced_high, events, reports, independent FROM incidents WHERE id = ?"},
    [AN_SQL_LOAD_INCIDENT_ACTORS] = {.sql = "SELECT role = 'recipient', " AN_ACTOR_COLUMNS " FROM incident_actors i JOIN actors a ON a.id = i.actor "
                                            "WHERE i.incident = ? ORDER BY role, number"},
    [AN_SQL_LOAD_CONTRADICTION] = {.sql = "SELECT i.key, c.field, is_ordered, is_superseded, is_independent, first_event, first_claim, first_value, "
                                          "first_accounts, first_speaker, second_event, second_claim, second_value, second_accounts, second_speaker "
                                          "FROM contradictions c JOIN incidents i ON i.id = c.incident WHERE c.id = ?"},
    [AN_SQL_LOAD_SIDE] = {.sql = "SELECT e.key, d.name, d.published_from, d.published_to, (SELECT key FROM claims WHERE id = ?2) "
                                 "FROM events e JOIN documents d ON d.id = e.document WHERE e.id = ?1"},
    [AN_SQL_ASKED_ACTOR] = {.sql = "SELECT slug, name FROM actors WHERE slug = lower(?1) OR (name = ?1 COLLATE NOCASE AND slug IS NOT NULL) "
                                   "ORDER BY slug <> lower(?1), (SELECT count(*) FROM participants WHERE actor = actors.id) DESC, slug, name LIMIT 1"},
    [AN_SQL_LOAD_ACTOR] = {.sql = "SELECT " AN_ACTOR_COLUMNS " FROM actors WHERE id = ?"},
    [AN_SQL_FIND_INCIDENT] = {.sql = "SELECT id FROM incidents WHERE key = ? ORDER BY events DESC, id"},
    [AN_SQL_INCIDENT_EVENTS] = {.sql = "SELECT e.id FROM incident_nodes m JOIN incident_events x ON x.node = m.id JOIN events e ON e.id = x.event "
                                       "JOIN documents d ON d.id = e.document WHERE m.incident = ?1 ORDER BY d.published_from IS NULL, d.published_from, "
                                       "d.published_to, d.name, d.sha256, e.text_start, e.text_end, e.key LIMIT ?2"},
    [AN_SQL_LOAD_JOIN] = {.sql = "SELECT m.sample = x.event, (SELECT key FROM events WHERE id = m.sample), "
                                 "(SELECT key FROM events WHERE id = (SELECT sample FROM incident_nodes WHERE id = m.joined_to)), m.score, m.reasons "
                                 "FROM incident_events x JOIN incident_nodes m ON m.id = x.node WHERE x.event = ?"},
    [AN_SQL_FIND_EVENT_KEY] = {.sql = "SELECT document FROM events WHERE key = ? ORDER BY document"},
    [AN_SQL_ADD_CORRECTION] = {"corrections", "action, target, value, made_by, day, note, seen, is_undone", ""},
    [AN_SQL_SAME_CORRECTION] = {.sql = "SELECT 1 FROM corrections WHERE action = ? AND target = ? AND value IS ? AND made_by IS ? AND day IS ? AND note IS ? "
                                       "AND is_undone = 0 LIMIT 1"},
    [AN_SQL_LIST_CORRECTIONS] = {.sql = "SELECT number, action, target, value, made_by, day, note, seen, is_undone FROM corrections ORDER BY number"},
    [AN_SQL_SET_UNDONE] = {.sql = "UPDATE corrections SET is_undone = 1 WHERE number = ? AND is_undone = 0"},
    [AN_SQL_ADD_ANCHOR] = {"correction_anchors", "correction, number, key, document, text_start, text_end, trigger_start, trigger_end, type, event", ""},
    [AN_SQL_LIST_ANCHORS] = {.sql = "SELECT key, document, text_start, text_end, trigger_start, trigger_end, type, event FROM correction_anchors "
                                    "WHERE correction = ? ORDER BY number"},
    [AN_SQL_SET_ANCHOR] = {.sql = "UPDATE correction_anchors SET event = ?3 WHERE correction = ?1 AND number = ?2"},
    [AN_SQL_ADD_CORRECTION_ACTOR] = {"correction_actors", "correction, number, " AN_ACTOR_COLUMNS, ""},
    [AN_SQL_LIST_CORRECTION_ACTORS] = {.sql = "SELECT " AN_ACTOR_COLUMNS " FROM correction_actors WHERE correction = ? ORDER BY number"},
    [AN_SQL_NOTE_DECIDED_ACTOR] = {"decided_actors", "actor", " ON CONFLICT DO NOTHING"},
    [AN_SQL_DROP_DECIDED_ACTORS] = {.sql = "DELETE FROM actors WHERE id IN (SELECT actor FROM decided_actors d WHERE "
        "NOT EXISTS (SELECT 1 FROM participants WHERE actor = d.actor) AND NOT EXISTS (SELECT 1 FROM accounts WHERE actor = d.actor) "
        "AND NOT EXISTS (SELECT 1 FROM claims WHERE actor = d.actor) AND NOT EXISTS (SELECT 1 FROM incident_actors WHERE actor = d.actor) "
        "AND NOT EXISTS (SELECT 1 FROM machine_participants WHERE actor = d.actor) AND NOT EXISTS (SELECT 1 FROM machine_accounts WHERE actor = d.actor) "
        "AND NOT EXISTS (SELECT 1 FROM machine_claims WHERE actor = d.actor) "
        "AND NOT EXISTS (SELECT 1 FROM contradictions WHERE first_speaker = d.actor OR second_speaker = d.actor))"},
    [AN_SQL_TIDY_DECIDED_ACTORS] = {.sql = "DELETE FROM decided_actors WHERE actor NOT IN (SELECT id FROM actors)"},
    [AN_SQL_KEY_EVENTS] = {.sql = "SELECT id, document FROM events WHERE key = ?1 UNION SELECT id, document FROM machine_events WHERE key = ?1 ORDER BY 2"},
    [AN_SQL_DOCUMENTS_NAMED] = {.sql = "SELECT id FROM documents WHERE name = ?1 UNION SELECT id FROM documents WHERE length(?1) >= 8 "
                                       "AND sha256 >= lower(?1) AND sha256 < lower(?1) || 'g' ORDER BY 1"},
    [AN_SQL_USUAL_ACTOR] = {.sql = "SELECT " AN_ACTOR_COLUMNS " FROM actors v WHERE slug = ? ORDER BY (SELECT count(*) FROM participants WHERE actor = v.id) + "
                                   "(SELECT count(*) FROM accounts WHERE actor = v.id) DESC, name, kind, country, id LIMIT 1"},
    [AN_SQL_HAS_ACTOR] = {.sql = "SELECT 1 FROM actors WHERE id IN " ACTOR_ROWS " LIMIT 1"},
    [AN_SQL_PLACES_NAMED] = {.sql = "SELECT place_name, place_country, place_latitude, place_longitude, place_geonames, place_precision, place_parent, "
        "place_population FROM events WHERE place_name = ?1 COLLATE NOCASE AND (?2 IS NULL OR place_geonames = ?2) GROUP BY 1, 2, 3, 4, 5, 6, 7, 8 "
        "ORDER BY count(*) DESC, place_geonames"},
    [AN_SQL_ACTOR_EVENTS] = {.sql = "SELECT p.event FROM participants p JOIN events e ON e.id = p.event WHERE p.actor IN " ACTOR_ROWS " AND e.document > ?2 "
        "UNION SELECT p.event FROM accounts p JOIN events e ON e.id = p.event WHERE p.actor IN " ACTOR_ROWS " AND e.document > ?2 "
        "UNION SELECT event FROM machine_participants WHERE ?2 = 0 AND actor IN " ACTOR_ROWS
        " UNION SELECT event FROM machine_accounts WHERE ?2 = 0 AND actor IN " ACTOR_ROWS},
    [AN_SQL_ACTOR_CLAIMS] = {.sql = "SELECT id FROM claims WHERE actor IN " ACTOR_ROWS " AND document > ?2 "
                                    "UNION SELECT claim FROM machine_claims WHERE ?2 = 0 AND actor IN " ACTOR_ROWS},
    [AN_SQL_IS_LIVE] = {.sql = "SELECT 1 FROM events WHERE id = ?"},
    [AN_SQL_IS_SAVED] = {.sql = "SELECT 1 FROM machine_events WHERE id = ?"},
    [AN_SQL_SAVE_EVENT] = {.sql = "INSERT INTO machine_events SELECT * FROM events WHERE id = ?"},
    [AN_SQL_SAVE_PARTICIPANTS] = {.sql = "INSERT INTO machine_participants SELECT * FROM participants WHERE event = ?"},
    [AN_SQL_SAVE_ACCOUNTS] = {.sql = "INSERT INTO machine_accounts SELECT * FROM accounts WHERE event = ?"},
    [AN_SQL_SAVE_EVENT_CLAIMS] = {.sql = "INSERT INTO machine_claims (claim, actor, event) SELECT id, actor, event FROM claims WHERE event = ? ON CONFLICT DO NOTHING"},
    [AN_SQL_SAVE_CLAIM] = {.sql = "INSERT INTO machine_claims (claim, actor, event) SELECT id, actor, event FROM claims WHERE id = ? ON CONFLICT DO NOTHING"},
    [AN_SQL_DROP_EVENT] = {.sql = "DELETE FROM events WHERE id = ?"},
    [AN_SQL_DROP_PARTICIPANTS] = {.sql = "DELETE FROM participants WHERE event = ?"},
    [AN_SQL_DROP_ACCOUNTS] = {.sql = "DELETE FROM accounts WHERE event = ?"},
    [AN_SQL_CUT_CLAIMS] = {.sql = "UPDATE claims SET event = NULL WHERE event = ?"},
    [AN_SQL_RESTORE_EVENT] = {.sql = "INSERT INTO events SELECT * FROM machine_events WHERE id = ?"},
    [AN_SQL_REVERT_EVENT] = {.sql = "UPDATE events SET (" AN_EVENT_COLUMNS ") = (SELECT " AN_EVENT_COLUMNS " FROM machine_events m WHERE m.id = events.id) WHERE id = ?"},
    [AN_SQL_RESTORE_PARTICIPANTS] = {.sql = "INSERT INTO participants SELECT * FROM machine_participants WHERE event = ?"},
    [AN_SQL_RESTORE_ACCOUNTS] = {.sql = "INSERT INTO accounts SELECT * FROM machine_accounts WHERE event = ?"},
    [AN_SQL_RESTORE_CLAIMS] = {.sql = "UPDATE claims SET event = ?1 WHERE id IN (SELECT claim FROM machine_claims WHERE event = ?1)"},
    [AN_SQL_REVERT_CLAIM] = {.sql = "UPDATE claims SET actor = (SELECT actor FROM machine_claims WHERE claim = ?1) WHERE id IN (SELECT claim FROM machine_claims WHERE claim = ?1)"},
    [AN_SQL_TIDY_EVENT_CLAIMS] = {.sql = "DELETE FROM machine_claims WHERE event = ?1 AND EXISTS (SELECT 1 FROM claims c WHERE c.id = claim "
                                         "AND c.actor IS machine_claims.actor AND c.event IS machine_claims.event)"},
    [AN_SQL_TIDY_CLAIM] = {.sql = "DELETE FROM machine_claims WHERE claim = ?1 AND EXISTS (SELECT 1 FROM claims c WHERE c.id = claim "
                                  "AND c.actor IS machine_claims.actor AND c.event IS machine_claims.event)"},
    [AN_SQL_FORGET_EVENT] = {.sql = "DELETE FROM machine_events WHERE id = ?"},
    [AN_SQL_FORGET_PARTICIPANTS] = {.sql = "DELETE FROM machine_participants WHERE event = ?"},
    [AN_SQL_FORGET_ACCOUNTS] = {.sql = "DELETE FROM machine_accounts WHERE event = ?"},
    [AN_SQL_UPDATE_EVENT] = {"events", AN_EVENT_COLUMNS, "WHERE id = ?"},
    [AN_SQL_SET_CLAIM_ACTOR] = {.sql = "UPDATE claims SET actor = ?2 WHERE id = ?1"},
    [AN_SQL_CLAIM_PLACE] = {.sql = "SELECT c.document, ifnull(c.event, (SELECT event FROM machine_claims WHERE claim = c.id)) FROM claims c WHERE c.id = ?"},
    [AN_SQL_LOAD_MACHINE_EVENT] = {.sql = "SELECT (SELECT number FROM sentences s WHERE s.id = sentence), "
                                          "(SELECT text_start FROM sentences s WHERE s.id = sentence), "
                                          "(SELECT text_end FROM sentences s WHERE s.id = sentence), " AN_EVENT_COLUMNS " FROM machine_events WHERE id = ?"},
    [AN_SQL_LOAD_MACHINE_PARTICIPANTS] = {.sql = "SELECT role = 'recipient', text_start, text_end, title, resolution, " AN_ACTOR_COLUMNS
                                                 " FROM machine_participants p JOIN actors a ON a.id = p.actor WHERE event = ? ORDER BY role, number"},
    [AN_SQL_LOAD_MACHINE_ACCOUNTS] = {.sql = "SELECT stance, saying_start, saying_end, text_start, text_end, title, resolution, " AN_ACTOR_COLUMNS
                                             " FROM machine_accounts p JOIN actors a ON a.id = p.actor WHERE event = ? ORDER BY number"},
    [AN_SQL_SAVED_EVENTS] = {.sql = "SELECT id FROM machine_events ORDER BY id"},
    [AN_SQL_SAVED_CLAIMS] = {.sql = "SELECT claim FROM machine_claims ORDER BY claim"},
    [AN_SQL_EVENT_DOCUMENT] = {.sql = "SELECT document FROM events WHERE id = ?1 UNION SELECT document FROM machine_events WHERE id = ?1"},
    [AN_SQL_EVENT_NODE] = {.sql = "SELECT x.node, n.sample = x.event FROM incident_events x JOIN incident_nodes n ON n.id = x.node WHERE x.event = ?"},
    [AN_SQL_AGAIN_NODE] = {.sql = "INSERT INTO link_again (node) SELECT node FROM incident_events WHERE event = ? ON CONFLICT DO NOTHING"},
    [AN_SQL_AGAIN_INCIDENT] = {.sql = "INSERT INTO link_again (node) SELECT id FROM incident_nodes WHERE incident = (SELECT incident FROM incident_nodes WHERE id = ?) ON CONFLICT DO NOTHING"},
    [AN_SQL_AGAIN_BLOCK] = {.sql = "INSERT INTO link_again (node) SELECT id FROM incident_nodes WHERE block = (SELECT block FROM incident_nodes WHERE id = ?) ON CONFLICT DO NOTHING"},
    [AN_SQL_AGAIN_MENTIONS] = {.sql = "INSERT INTO link_again (node) SELECT n.id FROM incident_keys k JOIN incident_keys o ON o.key = k.key "
                                      "JOIN incident_nodes n ON n.id = o.node WHERE k.node = ? AND n.is_wide ON CONFLICT DO NOTHING"},
    [AN_SQL_DROP_NODE_CONTRADICTIONS] = {.sql = "DELETE FROM contradictions WHERE incident = (SELECT incident FROM incident_nodes WHERE id = ?)"},
    [AN_SQL_CHANGED_EVENT] = {"link_changed", "event", " ON CONFLICT DO NOTHING"},
    [AN_SQL_CHANGED_NODE] = {.sql = "INSERT INTO link_changed (event) SELECT event FROM incident_events WHERE node = ? ON CONFLICT DO NOTHING"},
    [AN_SQL_TOUCH_EVENT] = {.sql = "INSERT INTO link_touched (document) SELECT document FROM events WHERE id = ? ON CONFLICT DO NOTHING"},
    [AN_SQL_TAKE_OUT_EVENT] = {.sql = "DELETE FROM incident_events WHERE event = ?"},
    [AN_SQL_EMPTY_NODE] = {.sql = "DELETE FROM incident_events WHERE node = ?"},
    [AN_SQL_FORGET_AGAIN] = {.sql = "DELETE FROM link_again WHERE node = ?"},
    [AN_SQL_DROP_NODE] = {.sql = "DELETE FROM incident_nodes WHERE id = ?"},
    [AN_SQL_LIST_CHANGED] = {.sql = "SELECT c.event FROM link_changed c JOIN events e ON e.id = c.event WHERE e.document <= ? ORDER BY c.event"},
    [AN_SQL_LIST_AGAIN] = {.sql = "SELECT node FROM link_again ORDER BY node"},
    [AN_SQL_CLEAR_CHANGED] = {.sql = "DELETE FROM link_changed"},
    [AN_SQL_CLEAR_AGAIN] = {.sql = "DELETE FROM link_again"},
    [AN_SQL_IS_HELD] = {.sql = "SELECT 1 FROM held_events WHERE event = ?"},
    [AN_SQL_LIST_TIES] = {.sql = "SELECT first, second FROM incident_ties ORDER BY number"},
    [AN_SQL_ADD_TIE] = {"incident_ties", "first, second", ""},
    [AN_SQL_ADD_HELD] = {"held_events", "event", " ON CONFLICT DO NOTHING"},
    [AN_SQL_CLEAR_TIES] = {.sql = "DELETE FROM incident_ties"},
    [AN_SQL_CLEAR_HELD] = {.sql = "DELETE FROM held_events"},
    [AN_SQL_LIST_HELD] = {.sql = "SELECT event FROM held_events ORDER BY event"},
    [AN_SQL_FORGET_JOINED] = {.sql = "DELETE FROM joined_incidents WHERE incident = ?"},
    [AN_SQL_LIST_JOINED] = {.sql = "SELECT incident FROM joined_incidents ORDER BY incident"},
    [AN_SQL_ADD_JOINED] = {"joined_incidents", "incident", " ON CONFLICT DO NOTHING"},
    [AN_SQL_CLEAR_JOINED] = {.sql = "DELETE FROM joined_incidents"},
    [AN_SQL_INCIDENT_FIRST] = {.sql = "SELECT min(sample_rank) FROM incident_nodes WHERE incident = ?"},
    [AN_SQL_TIE_FIRST] = {.sql = "UPDATE incident_nodes SET joined_to = ?2, score = 0, reasons = 'decided' WHERE incident = ?1 AND joined_to IS NULL"},
    [AN_SQL_TIE_NODES] = {.sql = "UPDATE incident_nodes SET incident = ?2 WHERE incident = ?1"},
    [AN_SQL_ADD_DROPPED_PAIR] = {"dropped_pairs", "first, second", " ON CONFLICT DO NOTHING"},
    [AN_SQL_CLEAR_DROPPED_PAIRS] = {.sql = "DELETE FROM dropped_pairs"},
    [AN_SQL_LIST_DROPPED_PAIRS] = {.sql = "SELECT first, second FROM dropped_pairs ORDER BY first, second"},
    [AN_SQL_IS_DROPPED_PAIR] = {.sql = "SELECT 1 FROM dropped_pairs WHERE first = min(?1, ?2) AND second = max(?1, ?2)"},
    [AN_SQL_HIDE_DERIVATION] = {.sql = "INSERT INTO machine_derivations SELECT * FROM derivations WHERE " PAIR},
    /* Numbers of derivations are given away again, so those laid aside are known by their rows there. */
    [AN_SQL_HIDE_PASSAGES] = {.sql = "INSERT INTO machine_passages (derivation, number, kind, taker_start, taker_end, source_start, source_end) "
        "SELECT (SELECT rowid FROM machine_derivations WHERE " PAIR "), number, kind, taker_start, taker_end, source_start, source_end FROM passages "
        "WHERE derivation IN (SELECT id FROM derivations WHERE " PAIR ")"},
    /* Its number comes back with it, unless it has been given away. */
    [AN_SQL_SHOW_DERIVATION] = {.sql = "INSERT INTO derivations (id, taker, source, kind, direction, score, taken, given) "
        "SELECT CASE WHEN EXISTS (SELECT 1 FROM derivations d WHERE d.id = m.id) THEN NULL ELSE m.id END, taker, source, kind, direction, score, taken, given "
        "FROM machine_derivations m WHERE " PAIR},
    [AN_SQL_SHOW_PASSAGES] = {.sql = "INSERT INTO passages (derivation, number, kind, taker_start, taker_end, source_start, source_end) "
        "SELECT (SELECT id FROM derivations WHERE " PAIR "), number, kind, taker_start, taker_end, source_start, source_end FROM machine_passages "
        "WHERE derivation IN (SELECT rowid FROM machine_derivations WHERE " PAIR ")"},
    [AN_SQL_DROP_HIDDEN] = {.sql = "DELETE FROM machine_derivations WHERE " PAIR},
    [AN_SQL_DROP_HIDDEN_PASSAGES] = {.sql = "DELETE FROM machine_passages WHERE derivation IN (SELECT rowid FROM machine_derivations WHERE " PAIR ")"},
    [AN_SQL_FIND_PAIR] = {.sql = "SELECT t.id, s.id FROM documents t CROSS JOIN derivations d ON d.taker = t.id OR d.source = t.id JOIN documents s "
        "ON s.id = CASE WHEN d.taker = t.id THEN d.source ELSE d.taker END WHERE t.sha256 >= ?1 AND t.sha256 < ?1 || 'g' AND s.sha256 >= ?2 AND s.sha256 < ?2 || 'g'"},
    [AN_SQL_IS_HIDDEN_PAIR] = {.sql = "SELECT 1 FROM machine_derivations WHERE " PAIR},
    [AN_SQL_LAST_DOCUMENT] = {.sql = "SELECT ifnull(max(id), 0) FROM documents"},
    [AN_SQL_LAST_ACTOR] = {.sql = "SELECT ifnull(max(id), 0) FROM actors"},
    [AN_SQL_DOCUMENT_AFTER] = {.sql = "SELECT id FROM documents WHERE id > ? ORDER BY id LIMIT 1"},
    [AN_SQL_FORGET_CHANGED] = {.sql = "DELETE FROM link_changed WHERE event = ?"},
    [AN_SQL_IS_DECIDED_ACTOR] = {.sql = "SELECT 1 FROM correction_actors x JOIN corrections c ON c.number = x.correction WHERE x.slug = ? AND c.is_undone = 0 LIMIT 1"},
    [AN_SQL_FIND_MACHINE_KEY] = {.sql = "SELECT document FROM machine_events WHERE key = ? ORDER BY document"},
    [AN_SQL_LIST_SENTENCES] = {.sql = "SELECT id, text_start, text_end FROM sentences WHERE document = ? ORDER BY number"},
    [AN_SQL_DROP_WORDS] = {.sql = "INSERT INTO sentence_words (sentence_words, rowid, text) VALUES ('delete', ?, ?)"},
    [AN_SQL_DROP_SENTENCES] = {.sql = "DELETE FROM sentences WHERE document = ?"},
    [AN_SQL_DROP_DOCUMENT_CLAIMS] = {.sql = "DELETE FROM claims WHERE document = ?"},
    [AN_SQL_DROP_DOCUMENT_PARTICIPANTS] = {.sql = "DELETE FROM participants WHERE event IN (SELECT id FROM events WHERE document = ?)"},
    [AN_SQL_DROP_DOCUMENT_ACCOUNTS] = {.sql = "DELETE FROM accounts WHERE event IN (SELECT id FROM events WHERE document = ?)"},
    [AN_SQL_DROP_DOCUMENT_EVENTS] = {.sql = "DELETE FROM events WHERE document = ?"},
    /* What reading found strange stays: the raw document is not there to be read again. */
    [AN_SQL_DROP_DIAGNOSTICS] = {.sql = "DELETE FROM diagnostics WHERE document = ? AND code IN ('sentence-too-full', 'discarded-story', 'discarded-sentence', 'issue')"},
    [AN_SQL_LAST_DIAGNOSTIC] = {.sql = "SELECT ifnull(max(number), -1) FROM diagnostics WHERE document = ?"},
    [AN_SQL_SET_CODER] = {.sql = "UPDATE documents SET coder = ?2 WHERE id = ?1"},
    [AN_SQL_SET_PARSE] = {.sql = "UPDATE texts SET conllu = ?2 WHERE document = ?1"},
    [AN_SQL_FIND_CLAIM_KEY] = {.sql = "SELECT document FROM claims WHERE key = ? ORDER BY document"},
};

static void write_insert(an_strbuf *sql, const statement_row *row)
{
    an_strbuf_printf(sql, "INSERT INTO %s (%s) VALUES (?", row->table, row->columns);
    for (const char *c = row->columns; *c; c++)
        if (*c == ',') an_strbuf_puts(sql, ", ?");
    an_strbuf_printf(sql, ")%s", row->sql);
}

/* "UPDATE t SET (a, b) = (?, ?) WHERE ..." */
static void write_update(an_strbuf *sql, const statement_row *row)
{
    an_strbuf_printf(sql, "UPDATE %s SET (%s) = (?", row->table, row->columns);
    for (const char *c = row->columns; *c; c++)
        if (*c == ',') an_strbuf_puts(sql, ", ?");
    an_strbuf_printf(sql, ") %s", row->sql);
}

static int prepare(an_store *store, an_statement_id id)
{
    const statement_row *row = &rows[id];
    an_strbuf sql;
    int code = SQLITE_NOMEM;
    an_strbuf_init(&sql, 0);
    if (row->table && strncmp(row->sql, "WHERE", 5) == 0) write_update(&sql, row);
    else if (row->table) write_insert(&sql, row);
    else an_strbuf_puts(&sql, row->sql);
    if (!sql.has_failed)
        code = sqlite3_prepare_v3(store->db, sql.data, (int)sql.length + 1, SQLITE_PREPARE_PERSISTENT, &store->statements[id], NULL);
    an_strbuf_free(&sql);
    return code;
}

annals_status an_store_statement(an_store *store, an_statement_id id, sqlite3_stmt **out, annals_error *error)
{
    int code = store->statements[id] ? SQLITE_OK : prepare(store, id);
    *out = store->statements[id];
    if (code != SQLITE_OK) return an_store_failed(store, code, "read the base", error);
    sqlite3_reset(*out);
    return ANNALS_OK;
}

annals_status an_store_prepare_text(an_store *store, const char *doing, sqlite3_stmt **out, annals_error *error)
{
    int code;
    *out = NULL;
    if (store->text.has_failed) return an_fail(error, ANNALS_E_MEMORY, "store", 0, "%s: out of memory", store->path);
    code = sqlite3_prepare_v2(store->db, store->text.data, (int)store->text.length + 1, out, NULL);
    return code == SQLITE_OK ? ANNALS_OK : an_store_failed(store, code, doing, error);
}

annals_status an_store_run(an_store *store, sqlite3_stmt *statement, const char *doing, annals_error *error)
{
    int code = sqlite3_step(statement);
    annals_status status = code == SQLITE_DONE || code == SQLITE_ROW ? ANNALS_OK : an_store_failed(store, code, doing, error);
    sqlite3_reset(statement);
    return status;
}

annals_status an_store_exec(an_store *store, an_statement_id id, const char *doing, annals_error *error)
{
    sqlite3_stmt *statement;
    AN_TRY(an_store_statement(store, id, &statement, error));
    return an_store_run(store, statement, doing, error);
}

annals_status an_store_failed(an_store *store, int code, const char *doing, annals_error *error)
{
    return an_store_fail(store->db, code, store->path, doing, error);
}

/* Reads that are still open would keep the transaction alive. */
void an_store_rollback(an_store *store)
{
    for (int i = 0; i < AN_SQL_COUNT; i++)
        if (store->statements[i]) sqlite3_reset(store->statements[i]);
    if (!sqlite3_get_autocommit(store->db)) sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    store->pending = (an_store_counts){0};
    store->pending_bytes = 0;
    store->coder = 0; /* its row may be gone */
}

/* ---- binding ---- */

static void note(an_binder *binder, int code)
{
    if (binder->code == SQLITE_OK) binder->code = code;
}

void an_bind_null(an_binder *binder) { note(binder, sqlite3_bind_null(binder->statement, ++binder->at)); }

void an_bind_str(an_binder *binder, an_str text)
{
    if (text.data) note(binder, sqlite3_bind_text64(binder->statement, ++binder->at, text.data, text.length, SQLITE_STATIC, SQLITE_UTF8));
    else an_bind_null(binder);
}

void an_bind_name(an_binder *binder, const char *name)
{
    an_bind_str(binder, an_str_from(name && name[0] ? name : NULL));
}

void an_bind_copy(an_binder *binder, const char *text)
{
    if (text && text[0]) note(binder, sqlite3_bind_text(binder->statement, ++binder->at, text, -1, SQLITE_TRANSIENT));
    else an_bind_null(binder);
}

void an_bind_int(an_binder *binder, int64_t value) { note(binder, sqlite3_bind_int64(binder->statement, ++binder->at, value)); }

void an_bind_real(an_binder *binder, double value) { note(binder, sqlite3_bind_double(binder->statement, ++binder->at, value)); }

void an_bind_span(an_binder *binder, an_span span)
{
    if (an_span_is_empty(span)) {
        an_bind_null(binder);
        an_bind_null(binder);
    } else {
        an_bind_int(binder, span.start);
        an_bind_int(binder, span.end);
    }
}

void an_bind_day(an_binder *binder, an_day day)
{
    char text[AN_ISO_DAY_BYTES];
    an_bind_copy(binder, an_iso_format(day, text));
}

void an_bind_key(an_binder *binder, uint64_t key)
{
    char text[AN_KEY_BYTES];
    an_bind_copy(binder, an_key_format(key, text));
}

/* ---- reading ---- */

static void note_wrong(an_columns *columns, const char *what)
{
    if (!columns->wrong) columns->wrong = what;
}

bool an_column_is_null(const an_columns *columns)
{
    return sqlite3_column_type(columns->statement, columns->at) == SQLITE_NULL;
}

/* The column's bytes, valid until the next step; data NULL for NULL. */
static an_str peek(an_columns *columns)
{
    const char *text = (const char *)sqlite3_column_text(columns->statement, columns->at);
    an_str result = {text, (size_t)sqlite3_column_bytes(columns->statement, columns->at)};
    columns->at++;
    return result;
}

an_str an_column_str(an_columns *columns)
{
    an_str text = peek(columns);
    if (text.data) text.data = an_arena_copy(columns->arena, text.data, text.length);
    return text;
}

int64_t an_column_int(an_columns *columns) { return sqlite3_column_int64(columns->statement, columns->at++); }

/* Scores, shares and degrees: none is larger than REAL_MAX, and what is not a number is none of them. */
double an_column_real(an_columns *columns)
{
    double value = sqlite3_column_double(columns->statement, columns->at++);
    if (value >= -REAL_MAX && value <= REAL_MAX) return value;
    note_wrong(columns, "a number out of its range");
    return 0;
}

an_span an_column_span(an_columns *columns)
{
    bool is_null = an_column_is_null(columns);
    int64_t start = an_column_int(columns), end = an_column_int(columns);
    if (is_null) return (an_span){0, 0};
    if (start < 0 || end < start || (uint64_t)end > columns->text_length) {
        note_wrong(columns, "a span that leaves its text");
        return (an_span){0, 0};
    }
    return (an_span){(uint32_t)start, (uint32_t)end};
}

an_day an_column_day(an_columns *columns)
{
    an_date_range range;
    an_str text = peek(columns);
    if (!text.data) return AN_DAY_UNKNOWN;
    if (an_iso_parse(text, &range)) return range.from;
    note_wrong(columns, "a day that is no date");
    return AN_DAY_UNKNOWN;
}

uint64_t an_column_key(an_columns *columns)
{
    uint64_t key = 0;
    if (!an_key_parse(peek(columns), &key)) note_wrong(columns, "a key that is no key");
    return key;
}

int an_column_name(an_columns *columns, const char *const *names, int count, const char *what)
{
    an_str text = peek(columns);
    for (int i = 0; i < count; i++)
        if (text.data && an_str_is(text, names[i])) return i;
    note_wrong(columns, what);
    return 0;
}
