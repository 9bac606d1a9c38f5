-- The database is the product's public interface: these names are promised, columns may be added.
-- Dates are ISO text with a precision; countries are ISO 3166-1 alpha-3; units stand in the name; NULL is "not said".

CREATE TABLE articles (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL UNIQUE,           -- what identifies the document: the file's path or the address it was fetched from
    path TEXT,
    url TEXT,
    outlet TEXT,
    title TEXT,
    author TEXT,
    published_date TEXT,
    published_from TEXT,
    dateline_date TEXT,
    language TEXT,
    text TEXT NOT NULL,
    blocks TEXT NOT NULL,                  -- JSON [[start, end, kind], ...]: places of paragraphs and captions in text
    word_count INTEGER NOT NULL,
    content_sha256 TEXT NOT NULL,          -- of the bytes read
    text_sha256 TEXT NOT NULL,
    syndication_id INTEGER REFERENCES articles(id),
    origin_source TEXT,
    notes TEXT,
    added_at TEXT NOT NULL,                -- UTC
    coder_version TEXT NOT NULL,
    dateline_place TEXT,
    readers TEXT,                          -- ;-joined: rules, model:NAME; NULL before there was a second reader
    copied_from INTEGER                    -- the earliest article whose text this one repeats; NULL for a text of its own
);
CREATE INDEX articles_syndication ON articles(syndication_id);
CREATE INDEX articles_copied_from ON articles(copied_from);
CREATE INDEX articles_by_date ON articles(published_date DESC, id);
CREATE INDEX articles_facets ON articles(published_date, outlet, language, readers);
CREATE INDEX articles_text_sha256 ON articles(text_sha256);

CREATE TABLE visits (
    id INTEGER PRIMARY KEY AUTOINCREMENT,  -- never given again: links and decisions point at it
    dyad TEXT NOT NULL,                    -- two codes, sorted and joined: IRN-PRK
    visitor_iso3 TEXT NOT NULL,
    host_iso3 TEXT NOT NULL,
    start_date TEXT,
    end_date TEXT,
    date_precision TEXT NOT NULL CHECK (date_precision IN ('day', 'month', 'year', 'unknown')),
    status TEXT NOT NULL CHECK (status IN ('planned', 'ongoing', 'completed', 'cancelled')),
    visitor_name TEXT,
    visitor_title TEXT,
    level TEXT,
    delegation TEXT,
    city TEXT,
    purpose TEXT,
    plover_event TEXT NOT NULL,
    plover_mode TEXT,
    plover_context TEXT,
    n_reports INTEGER NOT NULL,
    n_outlets INTEGER NOT NULL,
    n_origins INTEGER NOT NULL,
    first_reported_date TEXT,
    disputed TEXT,                         -- JSON {field: {value: [report ids]}}
    confidence REAL NOT NULL,
    review_status TEXT NOT NULL DEFAULT 'unreviewed'
        CHECK (review_status IN ('unreviewed', 'confirmed', 'rejected', 'edited')),
    origins TEXT,                          -- ;-joined
    orphaned INTEGER NOT NULL DEFAULT 0,   -- 1: decided on by an analyst, and no report tells of it any more
    found_by TEXT,                         -- ;-joined, the rules first: every reader that any of its reports names
    -- What filters ask, one bit for each value, the confidence in steps of 0.05: what a filter leaves out is one number.
    facets INTEGER GENERATED ALWAYS AS (
        CASE review_status WHEN 'unreviewed' THEN 1 WHEN 'confirmed' THEN 2 WHEN 'edited' THEN 4 ELSE 8 END
        | CASE WHEN found_by IS NULL THEN 16 WHEN found_by = 'rules' THEN 32 WHEN found_by < 'rules' THEN 64 ELSE 128 END
        | CASE status WHEN 'planned' THEN 256 WHEN 'ongoing' THEN 512 WHEN 'completed' THEN 1024 ELSE 2048 END
        | iif(substr(end_date, 1, 7) <> coalesce(substr(start_date, 1, 7), ''), 4096, 0)
        | iif(length(start_date) >= 7, 0, 262144)
        | iif(visitor_iso3 < host_iso3, 524288, 0)
        | (1 << 20 + CAST(confidence * 20 AS INTEGER) - (confidence < CAST(confidence * 20 AS INTEGER) / 20.0))) VIRTUAL,
    month TEXT GENERATED ALWAYS AS (substr(start_date, 1, 7)) VIRTUAL
);
-- All that filters ask of an event stands in these, so that counting a million reads no table. The month comes before the
-- date: the order is the same, and months are counted as they come.
CREATE INDEX visits_by_date ON visits(substr(start_date, 1, 7) DESC, start_date DESC, id, dyad, end_date, status,
                                      review_status, confidence, found_by);
CREATE INDEX visits_by_dyad ON visits(dyad, substr(start_date, 1, 7) DESC, start_date DESC, id, end_date, status,
                                      review_status, confidence, found_by, visitor_iso3, host_iso3);
CREATE INDEX visits_by_doubt ON visits(disputed IS NULL, confidence, id, dyad, start_date, end_date, status, found_by)
    WHERE review_status = 'unreviewed';
-- In part, though of all, so that it is taken only where it is asked for: any other question needs more than it holds.
CREATE INDEX visits_lanes ON visits(dyad, month, facets) WHERE facets IS NOT NULL;
-- The few that end in another month than they began in.
CREATE INDEX visits_spanning ON visits(start_date, end_date, status, review_status, confidence, found_by, dyad, visitor_iso3,
                                       host_iso3)
    WHERE substr(end_date, 1, 7) <> coalesce(substr(start_date, 1, 7), '');
CREATE INDEX visits_reviewed ON visits(review_status) WHERE review_status <> 'unreviewed';
CREATE INDEX visits_orphaned ON visits(start_date) WHERE orphaned = 1;

CREATE TABLE visit_reports (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    visit_id INTEGER REFERENCES visits(id),
    visitor_iso3 TEXT NOT NULL,
    host_iso3 TEXT NOT NULL,
    start_date TEXT,
    end_date TEXT,
    date_precision TEXT NOT NULL CHECK (date_precision IN ('day', 'month', 'year', 'unknown')),
    status TEXT NOT NULL CHECK (status IN ('planned', 'ongoing', 'completed', 'cancelled')),
    visitor_name TEXT,
    visitor_title TEXT,
    level TEXT,
    delegation TEXT,
    city TEXT,
    purpose TEXT,
    cue TEXT NOT NULL,
    evidence_start INTEGER NOT NULL,
    evidence_end INTEGER NOT NULL,
    confidence REAL NOT NULL,
    found_by TEXT NOT NULL,
    origin_source TEXT,
    origin_iso3 TEXT,
    cluster_id INTEGER                     -- the visit by rule, before an analyst's merging and splitting
);
CREATE INDEX visit_reports_by_day ON visit_reports(visitor_iso3, host_iso3, start_date, article_id);
CREATE INDEX visit_reports_cluster ON visit_reports(cluster_id);
CREATE INDEX visit_reports_of_article ON visit_reports(article_id, visit_id);
CREATE INDEX visit_reports_of_visit ON visit_reports(visit_id, article_id);

CREATE TABLE drills (
    id INTEGER PRIMARY KEY AUTOINCREMENT,  -- never given again: links and decisions point at it
    country_iso3 TEXT NOT NULL,
    partner_iso3s TEXT,                    -- ;-joined
    drill_date TEXT,
    date_precision TEXT NOT NULL CHECK (date_precision IN ('day', 'month', 'year', 'unknown')),
    kind TEXT NOT NULL CHECK (kind IN ('launch_test', 'firing_drill', 'simulated_strike', 'satellite_launch',
                                       'military_exercise')),
    weapon_name TEXT,
    weapon_class TEXT NOT NULL,
    weapon_classes TEXT,                   -- ;-joined
    n_fired INTEGER,
    place TEXT,
    latitude REAL,
    longitude REAL,
    distance_km REAL,
    apogee_km REAL,
    status TEXT NOT NULL CHECK (status IN ('conducted', 'planned', 'failed')),
    announced_by TEXT,
    plover_event TEXT NOT NULL,
    plover_mode TEXT,
    plover_context TEXT,
    n_reports INTEGER NOT NULL,
    n_outlets INTEGER NOT NULL,
    n_origins INTEGER NOT NULL,
    first_reported_date TEXT,
    disputed TEXT,
    confidence REAL NOT NULL,
    review_status TEXT NOT NULL DEFAULT 'unreviewed'
        CHECK (review_status IN ('unreviewed', 'confirmed', 'rejected', 'edited')),
    origins TEXT,
    orphaned INTEGER NOT NULL DEFAULT 0,
    found_by TEXT,
    facets INTEGER GENERATED ALWAYS AS (
        CASE review_status WHEN 'unreviewed' THEN 1 WHEN 'confirmed' THEN 2 WHEN 'edited' THEN 4 ELSE 8 END
        | CASE WHEN found_by IS NULL THEN 16 WHEN found_by = 'rules' THEN 32 WHEN found_by < 'rules' THEN 64 ELSE 128 END
        | CASE status WHEN 'planned' THEN 256 WHEN 'conducted' THEN 1024 ELSE 2048 END
        | CASE kind WHEN 'launch_test' THEN 8192 WHEN 'firing_drill' THEN 16384 WHEN 'simulated_strike' THEN 32768
            WHEN 'satellite_launch' THEN 65536 ELSE 131072 END
        | iif(length(drill_date) >= 7, 0, 262144)
        | (1 << 20 + CAST(confidence * 20 AS INTEGER) - (confidence < CAST(confidence * 20 AS INTEGER) / 20.0))) VIRTUAL,
    month TEXT GENERATED ALWAYS AS (substr(drill_date, 1, 7)) VIRTUAL
);
CREATE INDEX drills_by_date ON drills(substr(drill_date, 1, 7) DESC, drill_date DESC, id, country_iso3, kind, status,
                                      review_status, confidence, found_by);
CREATE INDEX drills_by_country ON drills(country_iso3, substr(drill_date, 1, 7) DESC, drill_date DESC, id, kind, status,
                                         review_status, confidence, found_by);
CREATE INDEX drills_by_doubt ON drills(disputed IS NULL, confidence, id, country_iso3, drill_date, kind, status, found_by)
    WHERE review_status = 'unreviewed';
CREATE INDEX drills_lanes ON drills(country_iso3, month, facets) WHERE facets IS NOT NULL;
CREATE INDEX drills_reviewed ON drills(review_status) WHERE review_status <> 'unreviewed';
CREATE INDEX drills_orphaned ON drills(drill_date) WHERE orphaned = 1;

CREATE TABLE drill_reports (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    drill_id INTEGER REFERENCES drills(id),
    country_iso3 TEXT NOT NULL,
    partner_iso3s TEXT,
    drill_date TEXT,
    date_precision TEXT NOT NULL CHECK (date_precision IN ('day', 'month', 'year', 'unknown')),
    kind TEXT NOT NULL CHECK (kind IN ('launch_test', 'firing_drill', 'simulated_strike', 'satellite_launch',
                                       'military_exercise')),
    weapon_name TEXT,
    weapon_class TEXT NOT NULL,
    weapon_classes TEXT,
    n_fired INTEGER,
    place TEXT,
    latitude REAL,
    longitude REAL,
    distance_km REAL,
    apogee_km REAL,
    status TEXT NOT NULL CHECK (status IN ('conducted', 'planned', 'failed')),
    announced_by TEXT,
    cue TEXT NOT NULL,
    evidence_start INTEGER NOT NULL,
    evidence_end INTEGER NOT NULL,
    confidence REAL NOT NULL,
    found_by TEXT NOT NULL,
    origin_source TEXT,
    origin_iso3 TEXT,
    cluster_id INTEGER
);
CREATE INDEX drill_reports_by_day ON drill_reports(country_iso3, drill_date, article_id);
CREATE INDEX drill_reports_cluster ON drill_reports(cluster_id);
CREATE INDEX drill_reports_of_article ON drill_reports(article_id, drill_id);
CREATE INDEX drill_reports_of_drill ON drill_reports(drill_id, article_id);

CREATE TABLE quotes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,  -- never given again: links and decisions point at it
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    quote TEXT NOT NULL,
    quote_type TEXT NOT NULL CHECK (quote_type IN ('direct', 'partial', 'indirect')),
    speaker_name TEXT,
    speaker_raw TEXT,
    speaker_title TEXT,
    affiliation TEXT,
    speaker_type TEXT NOT NULL CHECK (speaker_type IN ('expert', 'official', 'state_media', 'anonymous', 'other')),
    speaker_country_iso3 TEXT,
    cue_verb TEXT,
    is_floating INTEGER NOT NULL,
    quote_start INTEGER NOT NULL,
    quote_end INTEGER NOT NULL,
    pre TEXT NOT NULL,
    post TEXT NOT NULL,
    confidence REAL NOT NULL,
    reason TEXT,
    found_by TEXT NOT NULL,
    review_status TEXT NOT NULL DEFAULT 'unreviewed'
        CHECK (review_status IN ('unreviewed', 'confirmed', 'rejected', 'edited')),
    published_date TEXT,                   -- of its article, kept by triggers: the latest are found by index
    facets INTEGER GENERATED ALWAYS AS (
        CASE review_status WHEN 'unreviewed' THEN 1 WHEN 'confirmed' THEN 2 WHEN 'edited' THEN 4 ELSE 8 END
        | CASE WHEN found_by IS NULL THEN 16 WHEN found_by = 'rules' THEN 32 WHEN found_by < 'rules' THEN 64 ELSE 128 END
        | CASE speaker_type WHEN 'expert' THEN 8192 WHEN 'official' THEN 16384 WHEN 'state_media' THEN 32768
            WHEN 'anonymous' THEN 65536 ELSE 131072 END
        | (1 << 20 + CAST(confidence * 20 AS INTEGER) - (confidence < CAST(confidence * 20 AS INTEGER) / 20.0))) VIRTUAL
);
CREATE INDEX quotes_article ON quotes(article_id);
CREATE INDEX quotes_told ON quotes(published_date DESC, speaker_type, speaker_country_iso3, affiliation, review_status,
                                   confidence, found_by, speaker_name);
CREATE INDEX quotes_by_date ON quotes(published_date DESC, article_id, quote_start, id, speaker_name, speaker_type,
                                      review_status, confidence, found_by);
CREATE INDEX quotes_by_speaker ON quotes(speaker_name, published_date DESC, article_id, quote_start, id, speaker_type,
                                         review_status, confidence, found_by);
CREATE INDEX quotes_reviewed ON quotes(review_status) WHERE review_status <> 'unreviewed';
CREATE TRIGGER quotes_dated AFTER INSERT ON quotes BEGIN
    UPDATE quotes SET published_date = (SELECT published_date FROM articles WHERE id = new.article_id) WHERE id = new.id;
END;
CREATE TRIGGER articles_dated AFTER UPDATE OF published_date ON articles
WHEN new.published_date IS NOT old.published_date BEGIN
    UPDATE quotes SET published_date = new.published_date WHERE article_id = new.id;
END;

CREATE TABLE quote_dyads (
    quote_id INTEGER NOT NULL REFERENCES quotes(id) ON DELETE CASCADE,
    dyad TEXT NOT NULL,
    PRIMARY KEY (dyad, quote_id)
) WITHOUT ROWID;
CREATE INDEX quote_dyads_quote ON quote_dyads(quote_id);

-- The two sides of every dyad that occurs, and every country that takes part in a drill: a drill belongs to the
-- dyads of its country and partners.
CREATE TABLE dyad_members (
    dyad TEXT NOT NULL,
    iso3 TEXT NOT NULL,
    PRIMARY KEY (iso3, dyad)
) WITHOUT ROWID;
CREATE INDEX dyad_members_dyad ON dyad_members(dyad);

CREATE TABLE drill_countries (
    drill_id INTEGER NOT NULL REFERENCES drills(id) ON DELETE CASCADE,
    iso3 TEXT NOT NULL,
    PRIMARY KEY (iso3, drill_id)
) WITHOUT ROWID;
CREATE INDEX drill_countries_drill ON drill_countries(drill_id);
-- The few of these that are not the drill's own country: kept by triggers.
CREATE TABLE drill_partners (
    drill_id INTEGER NOT NULL REFERENCES drills(id) ON DELETE CASCADE,
    iso3 TEXT NOT NULL,
    PRIMARY KEY (iso3, drill_id)
) WITHOUT ROWID;
CREATE INDEX drill_partners_drill ON drill_partners(drill_id);
CREATE TRIGGER drill_countries_ai AFTER INSERT ON drill_countries BEGIN
    INSERT OR IGNORE INTO drill_partners
    SELECT id, new.iso3 FROM drills WHERE id = new.drill_id AND country_iso3 <> new.iso3;
END;
CREATE TRIGGER drill_countries_ad AFTER DELETE ON drill_countries BEGIN
    DELETE FROM drill_partners WHERE drill_id = old.drill_id AND iso3 = old.iso3;
END;

CREATE TABLE quote_events (
    quote_id INTEGER NOT NULL REFERENCES quotes(id) ON DELETE CASCADE,
    event_kind TEXT NOT NULL CHECK (event_kind IN ('visit', 'drill')),
    event_id INTEGER NOT NULL,
    PRIMARY KEY (event_kind, event_id, quote_id)
) WITHOUT ROWID;
CREATE INDEX quote_events_quote ON quote_events(quote_id);

-- Which report of its article a quote is about: quote_events follows from it when a report moves to another event.
CREATE TABLE quote_reports (
    quote_id INTEGER NOT NULL REFERENCES quotes(id) ON DELETE CASCADE,
    event_kind TEXT NOT NULL CHECK (event_kind IN ('visit', 'drill')),
    report_id INTEGER NOT NULL,
    PRIMARY KEY (event_kind, report_id, quote_id)
) WITHOUT ROWID;
CREATE INDEX quote_reports_quote ON quote_reports(quote_id);

-- Numbers of events that are part of another one now: an old link, decision or CSV still leads somewhere.
CREATE TABLE event_redirects (
    event_kind TEXT NOT NULL CHECK (event_kind IN ('visit', 'drill')),
    event_id INTEGER NOT NULL,
    into_id INTEGER NOT NULL,
    cause TEXT NOT NULL CHECK (cause IN ('rule', 'decision')),
    PRIMARY KEY (event_kind, event_id)
) WITHOUT ROWID;
CREATE INDEX event_redirects_into ON event_redirects(event_kind, into_id);

-- What finds copies of a text: its MinHash sketch, and the bands of it that copies share.
CREATE TABLE article_sketches (
    article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
    n_shingles INTEGER NOT NULL,
    sketch BLOB NOT NULL
);
CREATE TABLE article_bands (
    band INTEGER NOT NULL,
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    PRIMARY KEY (band, article_id)
) WITHOUT ROWID;
CREATE INDEX article_bands_article ON article_bands(article_id);

CREATE TABLE decisions (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('visit', 'drill', 'quote')),
    event_id INTEGER NOT NULL,
    field TEXT,
    old_value TEXT,
    new_value TEXT,
    action TEXT NOT NULL CHECK (action IN ('confirm', 'reject', 'edit', 'merge', 'split', 'undo')),
    reason TEXT,
    reviewer TEXT,
    decided_at TEXT NOT NULL,
    undoes INTEGER                         -- the decision that this one takes back; set where action is undo
);
CREATE INDEX decisions_action ON decisions(action);
CREATE INDEX decisions_event ON decisions(kind, event_id);

CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    started_at TEXT NOT NULL,
    finished_at TEXT,
    arguments TEXT NOT NULL,
    n_read INTEGER NOT NULL DEFAULT 0,
    n_added INTEGER NOT NULL DEFAULT 0,
    n_unchanged INTEGER NOT NULL DEFAULT 0,
    n_failed INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE failures (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
    source TEXT NOT NULL,
    stage TEXT NOT NULL,
    error TEXT NOT NULL
);
CREATE INDEX failures_run ON failures(run_id);

-- What models answered, by request (article part, day and prompt in one hash): nothing is asked twice.
CREATE TABLE answers (
    id INTEGER PRIMARY KEY,
    request_id TEXT NOT NULL,
    prompt_version TEXT NOT NULL,
    model TEXT NOT NULL,
    content TEXT NOT NULL,
    tokens_read INTEGER,
    tokens_written INTEGER,
    answered_at TEXT NOT NULL,             -- UTC
    UNIQUE (request_id, model)
);

CREATE TABLE rejected_facts (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    found_by TEXT NOT NULL,
    kind TEXT NOT NULL,
    reason TEXT NOT NULL,
    detail TEXT NOT NULL,
    passage TEXT NOT NULL,
    claim TEXT NOT NULL                    -- JSON, as it was told
);
CREATE INDEX rejected_facts_article ON rejected_facts(article_id);

CREATE TABLE countries (
    iso3 TEXT PRIMARY KEY,
    name TEXT NOT NULL
) WITHOUT ROWID;

-- What every column means, from codebook.csv: a database explains itself wherever it is opened.
CREATE TABLE codebook (
    table_name TEXT NOT NULL,
    column_name TEXT NOT NULL,
    csv_name TEXT NOT NULL,
    type TEXT NOT NULL,
    unit_or_values TEXT NOT NULL,
    meaning TEXT NOT NULL,
    source TEXT NOT NULL,
    PRIMARY KEY (table_name, column_name)
);

CREATE VIRTUAL TABLE articles_fts USING fts5(title, text, content='articles', content_rowid='id',
                                             tokenize='unicode61 remove_diacritics 2');
CREATE TRIGGER articles_ai AFTER INSERT ON articles BEGIN
    INSERT INTO articles_fts(rowid, title, text) VALUES (new.id, new.title, new.text);
END;
CREATE TRIGGER articles_ad AFTER DELETE ON articles BEGIN
    INSERT INTO articles_fts(articles_fts, rowid, title, text) VALUES ('delete', old.id, old.title, old.text);
END;
CREATE TRIGGER articles_au AFTER UPDATE OF title, text ON articles BEGIN
    INSERT INTO articles_fts(articles_fts, rowid, title, text) VALUES ('delete', old.id, old.title, old.text);
    INSERT INTO articles_fts(rowid, title, text) VALUES (new.id, new.title, new.text);
END;

CREATE VIRTUAL TABLE quotes_fts USING fts5(quote, speaker_name, affiliation, content='quotes', content_rowid='id',
                                           tokenize='unicode61 remove_diacritics 2');
CREATE TRIGGER quotes_ai AFTER INSERT ON quotes BEGIN
    INSERT INTO quotes_fts(rowid, quote, speaker_name, affiliation)
    VALUES (new.id, new.quote, new.speaker_name, new.affiliation);
END;
CREATE TRIGGER quotes_ad AFTER DELETE ON quotes BEGIN
    INSERT INTO quotes_fts(quotes_fts, rowid, quote, speaker_name, affiliation)
    VALUES ('delete', old.id, old.quote, old.speaker_name, old.affiliation);
END;
CREATE TRIGGER quotes_au AFTER UPDATE OF quote, speaker_name, affiliation ON quotes BEGIN
    INSERT INTO quotes_fts(quotes_fts, rowid, quote, speaker_name, affiliation)
    VALUES ('delete', old.id, old.quote, old.speaker_name, old.affiliation);
    INSERT INTO quotes_fts(rowid, quote, speaker_name, affiliation)
    VALUES (new.id, new.quote, new.speaker_name, new.affiliation);
END;

-- How many there are of each combination of facets, by month and by lane, so that a screen counts thousands of rows, not a
-- million. Kept by triggers, whoever writes; `etl/load/tallies.py` fills them for databases that were made before.
CREATE TABLE month_tallies (
    what TEXT NOT NULL CHECK (what IN ('visit', 'drill', 'quote', 'article')),
    month TEXT NOT NULL,                   -- 2024-04; 2024 where no more is known; empty without a date
    facets INTEGER NOT NULL,               -- without the country of visits; 0 for articles
    n INTEGER NOT NULL,
    PRIMARY KEY (what, month, facets)
) WITHOUT ROWID;
CREATE TABLE lane_tallies (
    what TEXT NOT NULL CHECK (what IN ('visit', 'drill', 'partner', 'joint', 'quote')),
    lane TEXT NOT NULL,                    -- a dyad, of drills (joint) that both take part in; of drill and partner a country
    facets INTEGER NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (what, lane, facets)
) WITHOUT ROWID;
CREATE TRIGGER month_tallies_none AFTER UPDATE OF n ON month_tallies WHEN new.n = 0 BEGIN
    DELETE FROM month_tallies WHERE what = new.what AND month = new.month AND facets = new.facets;
END;
CREATE TRIGGER lane_tallies_none AFTER UPDATE OF n ON lane_tallies WHEN new.n = 0 BEGIN
    DELETE FROM lane_tallies WHERE what = new.what AND lane = new.lane AND facets = new.facets;
END;
CREATE TRIGGER visits_tallied_ai AFTER INSERT ON visits BEGIN
    INSERT INTO month_tallies VALUES ('visit', coalesce(new.month, ''), new.facets & ~524288, 1)
        ON CONFLICT DO UPDATE SET n = n + excluded.n;
    INSERT INTO lane_tallies VALUES ('visit', new.dyad, new.facets, 1)
        ON CONFLICT DO UPDATE SET n = n + excluded.n;
END;
CREATE TRIGGER visits_tallied_ad AFTER DELETE ON visits BEGIN
    INSERT INTO month_tallies VALUES ('visit', coalesce(old.month, ''), old.facets & ~524288, -1)
        ON CONFLICT DO UPDATE SET n = n + excluded.n;
    INSERT INTO lane_tallies VALUES ('visit', old.dyad, old.facets, -1)
        ON CONFLICT DO UPDATE SET n = n + excluded.n;
END;
CREATE TRIGGER visits_tallied_au AFTER UPDATE ON visits
WHEN old.facets <> new.facets OR old.month IS NOT new.month OR old.dyad <> new.dyad BEGIN
    INSERT INTO month_tallies VALUES ('visit', coalesce(old.month, ''), old.facets & ~524288, -1)
        ON CONFLICT DO UPDATE SET n = n + excluded.n;
    INSERT INTO lane_tallies VALUES ('visit', old.dyad, old.facets, -1)
        ON CONFLICT DO UPDATE SET n = n + excluded.n;
    INSERT INTO month_tallies VALUES ('visit', coalesce(new.month, ''), new.facets & ~524288, 1)
        ON CONFLICT DO UPDATE SET n = n + excluded.n;
    INSERT INTO lane_tallies VALUES ('visit', new.dyad, new.facets, 1)
        ON CONFLICT DO UPDATE SET n = n + excluded.n;
END;
CREATE TRIGGER drills_tallied_ai AFTER INSERT ON drills BEGIN
    INSERT INTO month_tallies VALUES ('drill', coalesce(new.month, ''), new.facets, 1)
        ON CONFLICT DO UPDATE SET n = n + excluded.n;
    INSERT INTO lane_tallies VALUES ('drill', new.country_iso3, new.facets, 1)
        ON CONFLICT DO UPDATE SET n = n + excluded.n;
END;
-- Those that take part go first, while it is known what they took part in.
CREATE TRIGGER drills_tallied_bd BEFORE DELETE ON drills BEGIN
    DELETE FROM drill_countries WHERE drill_id = old.id;
END;
CREATE TRIGGER drills_tallied_ad AFTER DELETE ON drills BEGIN
    INSERT INTO month_tallies VALUES ('drill', coalesce(old.month, ''), old.facets, -1)
        ON CONFLICT DO UPDATE SET n = n + excluded.n;
    INSERT INTO lane_tallies VALUES ('drill', old.country_iso3, old.facets, -1)
        ON CONFLICT DO UPDATE SET n = n + excluded.n;
END;
CREATE TRIGGER drills_tallied_au AFTER UPDATE ON drills
WHEN old.facets <> new.facets OR old.month IS NOT new.month OR old.country_iso3 <> new.country_iso3 BEGIN
    INSERT INTO month_tallies VALUES ('drill', coalesce(old.month, ''), old.facets, -1)
        ON CONFLICT DO UPDATE SET n = n + excluded.n;
    INSERT INTO lane_tallies VALUES ('drill', old.country_iso3, old.facets, -1)
        ON CONFLICT DO UPDATE SET n = n + excluded.n;
    INSERT INTO month_tallies VALUES ('drill', coalesce(new.month, ''), new.facets, 1)
        ON CONFLICT DO UPDATE SET n = n + excluded.n;
    INSERT INTO lane_tallies VALUES ('drill', new.country_iso3, new.facets, 1)
        ON CONFLICT DO UPDATE SET n = n + excluded.n;
    INSERT INTO lane_tallies SELECT 'partner', p.iso3, old.facets, -1 FROM drill_partners p WHERE p.drill_id = new.id
        ON CONFLICT DO UPDATE SET n = n + excluded.n;
    INSERT INTO lane_tallies SELECT 'joint', a.iso3 || '-' || b.iso3, old.facets, -1 FROM drill_countries a JOIN drill_countries b ON b.drill_id = a.drill_id AND b.iso3 > a.iso3 WHERE a.drill_id = new.id
        ON CONFLICT DO UPDATE SET n = n + excluded.n;
    INSERT INTO lane_tallies SELECT 'partner', p.iso3, new.facets, 1 FROM drill_partners p WHERE p.drill_id = new.id
        ON CONFLICT DO UPDATE SET n = n + excluded.n;
    INSERT INTO lane_tallies SELECT 'joint', a.iso3 || '-' || b.iso3, new.facets, 1 FROM drill_countries a JOIN drill_countries b ON b.drill_id = a.drill_id AND b.iso3 > a.iso3 WHERE a.drill_id = new.id
        ON CONFLICT DO UPDATE SET n = n + excluded.n;
END;
CREATE TRIGGER drill_partners_tallied_ai AFTER INSERT ON drill_partners BEGIN
    INSERT INTO lane_tallies SELECT 'partner', new.iso3, facets, 1 FROM drills WHERE id = new.drill_id 
        ON CONFLICT DO UPDATE SET n = n + excluded.n;
END;
CREATE TRIGGER drill_partners_tallied_ad AFTER DELETE ON drill_partners BEGIN
    INSERT INTO lane_tallies SELECT 'partner', old.iso3, facets, -1 FROM drills WHERE id = old.drill_id
        ON CONFLICT DO UPDATE SET n = n + excluded.n;
END;
CREATE TRIGGER drill_countries_tallied_ai AFTER INSERT ON drill_countries BEGIN
    INSERT INTO lane_tallies SELECT 'joint', min(c.iso3, new.iso3) || '-' || max(c.iso3, new.iso3), d.facets, 1 FROM drill_countries c JOIN drills d ON d.id = c.drill_id WHERE c.drill_id = new.drill_id AND c.iso3 <> new.iso3
        ON CONFLICT DO UPDATE SET n = n + excluded.n;
END;
CREATE TRIGGER drill_countries_tallied_ad AFTER DELETE ON drill_countries BEGIN
    INSERT INTO lane_tallies SELECT 'joint', min(c.iso3, old.iso3) || '-' || max(c.iso3, old.iso3), d.facets, -1 FROM drill_countries c JOIN drills d ON d.id = c.drill_id WHERE c.drill_id = old.drill_id AND c.iso3 <> old.iso3
        ON CONFLICT DO UPDATE SET n = n + excluded.n;
END;
CREATE TRIGGER quotes_tallied_ai AFTER INSERT ON quotes BEGIN
    INSERT INTO month_tallies VALUES ('quote', coalesce(substr(new.published_date, 1, 7), ''), new.facets, 1)
        ON CONFLICT DO UPDATE SET n = n + excluded.n;
END;
CREATE TRIGGER quotes_tallied_bd BEFORE DELETE ON quotes BEGIN
    DELETE FROM quote_dyads WHERE quote_id = old.id;
END;
CREATE TRIGGER quotes_tallied_ad AFTER DELETE ON quotes BEGIN
    INSERT INTO month_tallies VALUES ('quote', coalesce(substr(old.published_date, 1, 7), ''), old.facets, -1)
        ON CONFLICT DO UPDATE SET n = n + excluded.n;
END;
CREATE TRIGGER quotes_tallied_au AFTER UPDATE ON quotes
WHEN old.facets <> new.facets OR old.published_date IS NOT new.published_date BEGIN
    INSERT INTO month_tallies VALUES ('quote', coalesce(substr(old.published_date, 1, 7), ''), old.facets, -1)
        ON CONFLICT DO UPDATE SET n = n + excluded.n;
    INSERT INTO month_tallies VALUES ('quote', coalesce(substr(new.published_date, 1, 7), ''), new.facets, 1)
        ON CONFLICT DO UPDATE SET n = n + excluded.n;
    INSERT INTO lane_tallies SELECT 'quote', d.dyad, old.facets, -1 FROM quote_dyads d WHERE d.quote_id = new.id
        ON CONFLICT DO UPDATE SET n = n + excluded.n;
    INSERT INTO lane_tallies SELECT 'quote', d.dyad, new.facets, 1 FROM quote_dyads d WHERE d.quote_id = new.id
        ON CONFLICT DO UPDATE SET n = n + excluded.n;
END;
CREATE TRIGGER quote_dyads_tallied_ai AFTER INSERT ON quote_dyads BEGIN
    INSERT INTO lane_tallies SELECT 'quote', new.dyad, facets, 1 FROM quotes WHERE id = new.quote_id
        ON CONFLICT DO UPDATE SET n = n + excluded.n;
END;
CREATE TRIGGER quote_dyads_tallied_ad AFTER DELETE ON quote_dyads BEGIN
    INSERT INTO lane_tallies SELECT 'quote', old.dyad, facets, -1 FROM quotes WHERE id = old.quote_id
        ON CONFLICT DO UPDATE SET n = n + excluded.n;
END;
CREATE TRIGGER articles_tallied_ai AFTER INSERT ON articles BEGIN
    INSERT INTO month_tallies VALUES ('article', coalesce(substr(new.published_date, 1, 7), ''), 0, 1)
        ON CONFLICT DO UPDATE SET n = n + excluded.n;
END;
CREATE TRIGGER articles_tallied_ad AFTER DELETE ON articles BEGIN
    INSERT INTO month_tallies VALUES ('article', coalesce(substr(old.published_date, 1, 7), ''), 0, -1)
        ON CONFLICT DO UPDATE SET n = n + excluded.n;
END;
CREATE TRIGGER articles_tallied_au AFTER UPDATE OF published_date ON articles
WHEN old.published_date IS NOT new.published_date BEGIN
    INSERT INTO month_tallies VALUES ('article', coalesce(substr(old.published_date, 1, 7), ''), 0, -1)
        ON CONFLICT DO UPDATE SET n = n + excluded.n;
    INSERT INTO month_tallies VALUES ('article', coalesce(substr(new.published_date, 1, 7), ''), 0, 1)
        ON CONFLICT DO UPDATE SET n = n + excluded.n;
END;

CREATE VIEW timeline AS
SELECT 'visit' AS event_kind, v.id AS event_id, v.start_date AS date, v.end_date, v.date_precision,
       'visit' AS kind, v.dyad AS dyad, v.visitor_iso3 AS country_iso3, v.status,
       coalesce(v.visitor_name, v.delegation, 'Delegation') || ' (' || v.visitor_iso3 || ') to ' || v.host_iso3 AS label,
       v.confidence, v.review_status
FROM visits v WHERE v.review_status <> 'rejected'
UNION ALL
SELECT 'drill', d.id, d.drill_date, NULL, d.date_precision, d.kind, NULL, d.country_iso3, d.status,
       d.country_iso3 || ' ' || replace(d.kind, '_', ' ') || coalesce(': ' || d.weapon_name, ''), d.confidence,
       d.review_status
FROM drills d WHERE d.review_status <> 'rejected';

CREATE VIEW dyads AS
-- A drill of a country belongs to each of its pairs: counted by country first, one of both countries of a pair not twice.
WITH fired AS (
    SELECT iso3, sum(n) AS n, min(first_date) AS first_date, max(last_date) AS last_date FROM (
        SELECT country_iso3 AS iso3, count(*) AS n, min(drill_date) AS first_date, max(drill_date) AS last_date
        FROM drills WHERE review_status <> 'rejected' GROUP BY country_iso3
        UNION ALL
        SELECT p.iso3, count(*), min(d.drill_date), max(d.drill_date)
        FROM drill_partners p JOIN drills d ON d.id = p.drill_id WHERE d.review_status <> 'rejected' GROUP BY p.iso3
    ) GROUP BY iso3
), together AS (
    SELECT a.iso3 AS one, b.iso3 AS other, count(*) AS n
    FROM (SELECT DISTINCT drill_id FROM drill_partners) p CROSS JOIN drills d ON d.id = p.drill_id
    CROSS JOIN drill_countries a ON a.drill_id = d.id CROSS JOIN drill_countries b ON b.drill_id = d.id AND b.iso3 > a.iso3
    WHERE d.review_status <> 'rejected' GROUP BY a.iso3, b.iso3
), joint AS (
    SELECT m.dyad, t.n FROM together t JOIN dyad_members m ON m.iso3 = t.one
    JOIN dyad_members o ON o.dyad = m.dyad AND o.iso3 = t.other
), told AS (
    SELECT dyad, count(*) AS v, 0 AS d, 0 AS q, min(start_date) AS first_date, max(start_date) AS last_date
    FROM visits WHERE review_status <> 'rejected' GROUP BY dyad
    UNION ALL
    SELECT m.dyad, 0, f.n, 0, f.first_date, f.last_date FROM dyad_members m JOIN fired f ON f.iso3 = m.iso3
    UNION ALL
    SELECT dyad, 0, -n, 0, NULL, NULL FROM joint
    UNION ALL
    SELECT qd.dyad, 0, 0, count(*), min(q.published_date), max(q.published_date)
    FROM quotes q CROSS JOIN quote_dyads qd ON qd.quote_id = q.id
    WHERE q.review_status <> 'rejected' GROUP BY qd.dyad
)
SELECT dyad, sum(v) AS n_visits, sum(d) AS n_drills, sum(q) AS n_quotes,
       min(first_date) AS first_date, max(last_date) AS last_date
FROM told GROUP BY dyad;

-- What the reports of a trip leave open. `last_at_this_level` is the year of the last earlier trip of that rank the same way in this database.
CREATE VIEW visit_flags AS
SELECT v.id AS visit_id,
       (v.n_reports > 0 AND NOT EXISTS (SELECT 1 FROM visit_reports r WHERE r.visit_id = v.id
            AND coalesce(r.origin_iso3, '') <> v.visitor_iso3)) AS only_visitor_side,
       (v.status IN ('ongoing', 'completed') AND v.end_date IS NULL) AS no_return_seen,
       -- Backwards by index to the first that fits: a busy pair has a hundred thousand others.
       (SELECT substr(e.start_date, 1, 4) FROM visits e
        WHERE e.dyad = v.dyad AND substr(e.start_date, 1, 7) <= substr(v.start_date, 1, 7)
          AND e.visitor_iso3 = v.visitor_iso3 AND e.host_iso3 = v.host_iso3 AND e.level = v.level
          AND e.status IN ('ongoing', 'completed') AND e.review_status <> 'rejected'
          AND e.start_date < substr(v.start_date, 1, length(e.start_date))
        ORDER BY substr(e.start_date, 1, 7) DESC, e.start_date DESC LIMIT 1) AS last_at_this_level
FROM visits v;
