-- A chain that is nothing but the statement's own source is kept as its relation: `quotes`.
DROP VIEW statements;
CREATE VIEW statements AS
    SELECT version.public_id || '-' || statement.code AS id, version.url, version.outlet, version.published, version.title, statement.kind,
        statement.stance, statement.certainty, source.name AS source, statement.source_kind, statement.cue,
        coalesce(statement.pieces, substr(version.text, statement.content_start + 1, statement.content_end - statement.content_start)) AS content,
        statement.hedges,
        CASE WHEN statement.chain LIKE '[%' THEN statement.chain
            WHEN statement.chain IS NOT NULL THEN json_array(json_array(statement.chain, statement.source_kind, source.name)) END AS chain
    FROM article
        JOIN version ON version.id = article.current
        JOIN statement ON statement.version = version.id
        LEFT JOIN source ON source.id = statement.source;

-- So many bytes of an index are gathered in memory before they are written: fewer and larger pieces, which are smaller together.
INSERT INTO words (words, rank) VALUES ('hashsize', 33554432);
INSERT INTO terms (terms, rank) VALUES ('hashsize', 33554432);

-- Keys are kept in another form, so all are to be made anew.
DELETE FROM telling;
INSERT INTO terms (terms) VALUES ('delete-all');
UPDATE version SET keys = NULL, text_hash = NULL;
INSERT INTO reader (name) VALUES ('outdated') ON CONFLICT DO NOTHING;
UPDATE version SET reader = (SELECT id FROM reader WHERE name = 'outdated');
