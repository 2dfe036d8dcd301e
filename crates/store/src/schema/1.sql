-- An article is whatever stands at one address. Its versions are kept; one of them is the current one.
CREATE TABLE article (
    id INTEGER PRIMARY KEY,
    address TEXT NOT NULL UNIQUE,
    current INTEGER REFERENCES version (id)
) STRICT;

-- Which program, with which language pack, analysed a version.
CREATE TABLE reader (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

-- `public_id` is the article's id in JSON; `day` counts from 1970-01-01; `layers` is the whole document without its text, as deflated JSON.
CREATE TABLE version (
    id INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES article (id),
    number INTEGER NOT NULL,
    fingerprint BLOB NOT NULL,
    public_id TEXT NOT NULL,
    captured TEXT,
    added TEXT NOT NULL,
    reader INTEGER NOT NULL REFERENCES reader (id),
    url TEXT,
    title TEXT,
    outlet TEXT,
    published TEXT,
    day INTEGER,
    modified TEXT,
    language TEXT,
    text TEXT NOT NULL,
    layers BLOB NOT NULL,
    UNIQUE (article, fingerprint)
) STRICT;
CREATE INDEX version_by_public_id ON version (public_id);
CREATE INDEX version_by_day ON version (day);
CREATE INDEX version_by_reader ON version (reader);

-- What came in: the same key is the same bytes read in the same way. `place` is the byte of the archive `container` at which they begin.
CREATE TABLE capture (
    key BLOB PRIMARY KEY,
    version INTEGER NOT NULL REFERENCES version (id),
    uri TEXT NOT NULL,
    sha256 BLOB NOT NULL,
    media_type TEXT NOT NULL,
    container TEXT,
    place INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX capture_by_version ON capture (version);

CREATE TABLE source (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    folded TEXT NOT NULL
) STRICT;
CREATE INDEX source_by_folded ON source (folded);

-- `code` is what follows the article's id in the statement's id. Places are characters of the version's text; `pieces` are the words of a content
-- that does not stand there in one piece.
CREATE TABLE statement (
    version INTEGER NOT NULL REFERENCES version (id),
    number INTEGER NOT NULL,
    code TEXT NOT NULL,
    kind TEXT NOT NULL,
    stance TEXT NOT NULL,
    certainty REAL NOT NULL,
    source INTEGER REFERENCES source (id),
    source_kind TEXT,
    content_start INTEGER NOT NULL,
    content_end INTEGER NOT NULL,
    pieces TEXT,
    cue TEXT,
    hedges TEXT,
    chain TEXT,
    PRIMARY KEY (version, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX statement_by_source ON statement (source);

-- For everybody's tools: the statements of the current versions with their words.
CREATE VIEW statements AS
    SELECT version.public_id || '-' || statement.code AS id, version.url, version.outlet, version.published, version.title, statement.kind,
        statement.stance, statement.certainty, source.name AS source, statement.source_kind, statement.cue,
        coalesce(statement.pieces, substr(version.text, statement.content_start + 1, statement.content_end - statement.content_start)) AS content,
        statement.hedges, statement.chain
    FROM article
        JOIN version ON version.id = article.current
        JOIN statement ON statement.version = version.id
        LEFT JOIN source ON source.id = statement.source;

-- Folded words of the current versions; the row is the article's.
CREATE VIRTUAL TABLE words USING fts5 (
    title, text, sources, outlet, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);

-- What people corrected by hand: never changed, at most undone.
CREATE TABLE correction (
    id INTEGER PRIMARY KEY,
    made TEXT NOT NULL,
    undone TEXT,
    what TEXT NOT NULL
) STRICT;
