-- The text is kept deflated, as the layers are: it is more than twice as long otherwise.
DROP VIEW statements;
ALTER TABLE version ADD COLUMN deflated BLOB NOT NULL DEFAULT x'';
UPDATE version SET deflated = deflated(text);
ALTER TABLE version DROP COLUMN text;
ALTER TABLE version RENAME COLUMN deflated TO text;

-- For everybody's tools: the statements of the current versions, and which characters of the text they are. `quell export` gives their words.
CREATE VIEW statements AS
    SELECT version.public_id || '-' || statement.code AS id, version.url, version.outlet, version.published, version.title, statement.kind,
        statement.stance, statement.certainty, source.name AS source, statement.source_kind, statement.cue,
        statement.content_start, statement.content_end, statement.hedges,
        CASE WHEN statement.chain LIKE '[%' THEN statement.chain
            WHEN statement.chain IS NOT NULL THEN json_array(json_array(statement.chain, statement.source_kind, source.name)) END AS chain
    FROM article
        JOIN version ON version.id = article.current
        JOIN statement ON statement.version = version.id
        LEFT JOIN source ON source.id = statement.source;

-- Keys are kept in another form, so all are to be made anew.
DELETE FROM telling;
INSERT INTO terms (terms) VALUES ('delete-all');
UPDATE version SET keys = NULL, text_hash = NULL;
INSERT INTO reader (name) VALUES ('outdated') ON CONFLICT DO NOTHING;
UPDATE version SET reader = (SELECT id FROM reader WHERE name = 'outdated');
