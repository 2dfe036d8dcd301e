-- What makes sentences of different articles comparable. `text_hash` is one of the text without white space, `keys` are those of its sentences.
ALTER TABLE version ADD COLUMN text_hash BLOB;
ALTER TABLE version ADD COLUMN keys BLOB;
CREATE INDEX version_by_text ON version (text_hash);

-- Of several articles with the same words the one about which most is known: it speaks for all of them when a claim is traced.
CREATE TABLE telling (
    number INTEGER PRIMARY KEY,
    text_hash BLOB NOT NULL UNIQUE,
    version INTEGER REFERENCES version (id),
    day INTEGER
) STRICT;
CREATE INDEX telling_by_version ON telling (version);
CREATE INDEX telling_by_day ON telling (day);

-- In which tellings a term (`t…`) or the fingerprint of a row of words (`f…`) stands; the row is the telling's number.
CREATE VIRTUAL TABLE terms USING fts5 (term, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii');

-- No version has keys yet, so all are to be analysed anew.
INSERT INTO reader (name) VALUES ('outdated') ON CONFLICT DO NOTHING;
UPDATE version SET reader = (SELECT id FROM reader WHERE name = 'outdated');
