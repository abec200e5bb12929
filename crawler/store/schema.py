"""The tables of `news.db` as they are today, with the words that explain them to people who open the file themselves."""

from __future__ import annotations

VERSION = 3
"""`PRAGMA user_version` of the file."""

APPLICATION_ID = 0x51_4B_57_52
"""`PRAGMA application_id`: "QKWR" says that the file is ours, whatever its name."""

TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE sources (
  name TEXT PRIMARY KEY, title TEXT, url TEXT, language TEXT, country TEXT, rights TEXT, rights_note TEXT, trust REAL,
  agency INTEGER, aliases TEXT, page_id TEXT, enabled INTEGER, reason TEXT
);
CREATE TABLE stories (
  id INTEGER PRIMARY KEY AUTOINCREMENT, lead_id INTEGER, first_seen TEXT NOT NULL, updated TEXT NOT NULL,
  revision INTEGER NOT NULL DEFAULT 0, change TEXT, is_news INTEGER NOT NULL DEFAULT 0, judged INTEGER, facets TEXT,
  touched INTEGER NOT NULL DEFAULT 0,
  joined_to INTEGER, deleted_at TEXT
);
CREATE INDEX stories_seen ON stories (first_seen, id);
CREATE INDEX stories_revised ON stories (updated, id) WHERE revision > 0;
CREATE TABLE articles (
  id INTEGER PRIMARY KEY AUTOINCREMENT, story_id INTEGER NOT NULL, source TEXT NOT NULL, url TEXT NOT NULL,
  canonical_url TEXT, title TEXT NOT NULL, language TEXT, published TEXT, first_seen TEXT NOT NULL,
  agency TEXT, likeness REAL, revision INTEGER NOT NULL DEFAULT 0, cooperation REAL NOT NULL,
  is_cooperation INTEGER NOT NULL, length INTEGER NOT NULL, details TEXT, annotation BLOB, body BLOB, html BLOB
);
CREATE INDEX articles_story ON articles (story_id);
CREATE INDEX articles_source ON articles (source);
CREATE TABLE revisions (
  id INTEGER PRIMARY KEY, article_id INTEGER NOT NULL, number INTEGER NOT NULL, until TEXT NOT NULL, title TEXT NOT NULL,
  body BLOB NOT NULL, substance INTEGER NOT NULL, change TEXT
);
CREATE INDEX revisions_article ON revisions (article_id);
CREATE TABLE keys (key INTEGER, article_id INTEGER, PRIMARY KEY (key, article_id)) WITHOUT ROWID;
CREATE TABLE prints (article_id INTEGER PRIMARY KEY, clean INTEGER NOT NULL, sketch BLOB NOT NULL);
CREATE TABLE bands (key INTEGER, article_id INTEGER, PRIMARY KEY (key, article_id)) WITHOUT ROWID;
CREATE TABLE sentences (hash INTEGER, article_id INTEGER, PRIMARY KEY (hash, article_id)) WITHOUT ROWID;
CREATE TABLE fresh (
  id INTEGER PRIMARY KEY AUTOINCREMENT, article_id INTEGER NOT NULL, bands BLOB NOT NULL, sentences BLOB NOT NULL
);
CREATE TABLE related (story_id INTEGER, other_id INTEGER, likeness REAL, PRIMARY KEY (story_id, other_id)) WITHOUT ROWID;
CREATE TABLE apart (story_id INTEGER, other_id INTEGER, PRIMARY KEY (story_id, other_id)) WITHOUT ROWID;
CREATE TABLE tombstones (key INTEGER PRIMARY KEY, story_id INTEGER NOT NULL);
CREATE TABLE vectors (article_id INTEGER PRIMARY KEY, language TEXT, seen INTEGER NOT NULL, vector BLOB NOT NULL);
CREATE INDEX vectors_seen ON vectors (seen);
CREATE TABLE means (language TEXT PRIMARY KEY, count INTEGER NOT NULL, total BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE graves (article_id INTEGER PRIMARY KEY, story_id INTEGER NOT NULL, source TEXT NOT NULL);
CREATE TABLE furniture (source TEXT, sentence TEXT, learned_at TEXT, PRIMARY KEY (source, sentence)) WITHOUT ROWID;
CREATE TABLE facet_names (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, stories INTEGER NOT NULL DEFAULT 0, dirty INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE facets (
  facet_id INTEGER, seen INTEGER, story_id INTEGER, PRIMARY KEY (facet_id, seen, story_id)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5 (body, content='', detail=none, tokenize="unicode61 remove_diacritics 2");
INSERT INTO words (words, rank) VALUES ('hashsize', 16777216);
INSERT INTO words (words, rank) VALUES ('automerge', 8);
CREATE TABLE visits (
  key INTEGER PRIMARY KEY, url TEXT NOT NULL, source TEXT, result TEXT NOT NULL, status INTEGER, etag TEXT,
  last_modified TEXT, full_at TEXT, retry_at TEXT, failures INTEGER NOT NULL DEFAULT 0, first_at TEXT NOT NULL,
  last_at TEXT NOT NULL, final_url TEXT
);
CREATE INDEX visits_due ON visits (source, retry_at) WHERE retry_at IS NOT NULL;
CREATE TABLE plans (source TEXT PRIMARY KEY, state TEXT NOT NULL, next_due TEXT NOT NULL, saved_at TEXT NOT NULL);
CREATE TABLE claims (source TEXT PRIMARY KEY, owner TEXT NOT NULL, until TEXT NOT NULL);
CREATE TABLE reports (
  id INTEGER PRIMARY KEY, source TEXT NOT NULL, began TEXT NOT NULL, ended TEXT NOT NULL, ok INTEGER NOT NULL,
  new INTEGER NOT NULL DEFAULT 0, body TEXT NOT NULL
);
CREATE INDEX reports_source ON reports (source, ended);
CREATE TABLE alarms (
  id INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL, kind TEXT NOT NULL, since TEXT NOT NULL,
  message TEXT NOT NULL, advice TEXT NOT NULL, sample TEXT, closed TEXT
);
CREATE UNIQUE INDEX alarms_open ON alarms (source, kind) WHERE closed IS NULL;
CREATE TABLE mutes (source TEXT, kind TEXT, PRIMARY KEY (source, kind)) WITHOUT ROWID;
CREATE TABLE runs (
  id INTEGER PRIMARY KEY, job TEXT NOT NULL, began TEXT NOT NULL, ended TEXT NOT NULL, ok INTEGER NOT NULL, note TEXT
);
CREATE TABLE judgements (story_id INTEGER PRIMARY KEY, yes INTEGER NOT NULL, at TEXT NOT NULL);
CREATE TABLE descriptions (name TEXT PRIMARY KEY, description TEXT NOT NULL) WITHOUT ROWID;
CREATE VIEW articles_flat AS
  SELECT a.id, a.story_id, a.id = s.lead_id AS leads, a.source, coalesce(o.title, a.source) AS outlet, a.url, a.title,
    a.language, a.published, a.first_seen, a.agency, a.likeness, a.revision, a.is_cooperation, a.cooperation, a.length
  FROM articles a JOIN stories s ON s.id = a.story_id LEFT JOIN sources o ON o.name = a.source;
CREATE VIEW stories_flat AS
  SELECT s.id, a.title, a.url, a.source AS lead_source, a.language, s.first_seen, s.updated, s.revision, s.change,
    s.is_news, (SELECT count(*) FROM articles m WHERE m.story_id = s.id) AS tellings,
    (SELECT group_concat(name, ' ') FROM facet_names f
      WHERE instr(' ' || s.facets || ' ', ' ' || f.id || ' ')) AS feeds
  FROM stories s JOIN articles a ON a.id = s.lead_id WHERE s.joined_to IS NULL AND s.deleted_at IS NULL;
"""

DESCRIPTIONS = {
    "sources": "The sites watched, as their files said when last read",
    "stories": "One row a piece of news; `lead_id` is the article whose words stand for it",
    "stories.is_news": "1: cooperation news, in feeds; 0: kept, so that it is not fetched again",
    "stories.touched": "Count of changes (`meta.change`) at its last one: feeds tell by it what they must render anew",
    "stories.judged": "1 or 0 where a person decided",
    "stories.facets": "Numbers (facet_names.id) of the standing feeds it belongs to",
    "stories.joined_to": "The story that this one turned out to be",
    "stories.deleted_at": "When a person deleted it; it does not come back",
    "stories.updated": "Last change of substance",
    "articles": "One row an article: what one page of one source says; `url` is the address fetched",
    "articles.details": "Further fields of the article as JSON, empty ones left out",
    "articles.annotation": "What was understood, as zlib-compressed JSON; of news first a line of what its entry shows",
    "articles.body": "The text, zlib-compressed UTF-8; nothing where it was dropped for its age",
    "articles.html": "The body as HTML, zlib-compressed, only where the source allows the full text",
    "articles.likeness": "Share of the shorter text that it has in common with the article it was found like",
    "articles.length": "Letters and digits of the text",
    "revisions": "Earlier versions of articles: what stood there `until` then, and what the next version changed",
    "keys": "Identities of articles, as 64-bit hashes: address, canonical address, page id, content",
    "prints": "Sketches for the duplicate search",
    "bands": "Duplicate search: MinHash bands",
    "sentences": "Duplicate search: the first articles that have a sentence",
    "fresh": "Duplicate search: articles that are not yet in `bands`, `sentences` and `words`",
    "related": "Stories that share some words: weak links",
    "apart": "Stories that a person has separated: never joined again",
    "tombstones": "Identities of deleted articles",
    "vectors": "What the newest articles mean, for the optional search across languages",
    "means": "The mean of those vectors in each language",
    "graves": "Articles of deleted stories that the duplicate search still knows, so that copies do not come back",
    "furniture": "Sentences that repeat within a source: learned boilerplate",
    "facet_names": "The standing feeds, how many stories each has, and since which change it waits to be published",
    "facets": "Which cooperation news stand in which feed, by time first seen (Unix seconds)",
    "words": "Full-text index, one row an article; Chinese, Japanese and Korean as pairs of signs",
    "visits": "Addresses asked for, what came, and when to ask again",
    "plans": "When each source is due, and what the plan has learned of it",
    "claims": "Who crawls a source right now",
    "reports": "What each crawl of a source brought",
    "alarms": "What was or is wrong with a source",
    "mutes": "Alarms that nobody wants to hear; kind `*` is all of a source",
    "runs": "What ran when: upkeep, publishing, backups",
    "judgements": "What a person said: is it cooperation news?",
    "articles_flat": "Articles with the outlet's name",
    "stories_flat": "Stories with the words of their lead and their feeds",
}
"""Table or `table.column`: what it is. Kept in the file itself, in the table `descriptions`."""
