"""The columns of each table on screen and in downloads, as SQL; their names are those of the field's own data sets
(COLT for visits, CNS for missile tests, Quotebank for quotes). `e` is the table's own row."""

# What all reports of an event say of their sources, one item a report in the same order, `;`-joined. A `;` in an
# address is written %3B, so that the column can be split.
_SOURCES = """(SELECT group_concat(x.article_id, ';') FROM ({each}) x) AS article_ids,
    (SELECT group_concat(coalesce(x.outlet, 'Unknown'), ';') FROM ({each}) x) AS source_names,
    (SELECT group_concat(replace(coalesce(x.url, ''), ';', '%3B'), ';') FROM ({each}) x) AS source_urls,
    (SELECT group_concat(coalesce(x.published_date, ''), ';') FROM ({each}) x) AS source_dates,
    (SELECT group_concat(x.sentence, ' || ') FROM ({each}) x) AS evidence,
    (SELECT group_concat(x.evidence_start, ';') FROM ({each}) x) AS evidence_start,
    (SELECT group_concat(x.evidence_end, ';') FROM ({each}) x) AS evidence_end"""
_EACH = """SELECT a.id AS article_id, a.outlet, a.url, a.published_date, r.evidence_start, r.evidence_end,
    substr(a.text, r.evidence_start + 1, r.evidence_end - r.evidence_start) AS sentence
    FROM {kind}_reports r JOIN articles a ON a.id = r.article_id WHERE r.{kind}_id = e.id
    ORDER BY coalesce(a.published_date, '9999'), r.id"""

VISITS = """e.id AS visit_id, e.dyad AS country_pair, coalesce(v.name, e.visitor_iso3) AS visitor_country,
    e.visitor_iso3, coalesce(h.name, e.host_iso3) AS host_country, e.host_iso3, e.start_date, e.end_date,
    e.date_precision,
    CASE WHEN length(e.start_date) = 10 AND length(e.end_date) = 10
         THEN CAST(julianday(e.end_date) - julianday(e.start_date) + 1 AS INTEGER) END AS duration_days,
    e.status AS visit_status, e.visitor_name AS head_name, e.visitor_title AS head_title, e.level,
    e.delegation, e.city, e.purpose, e.plover_event, e.plover_mode, e.plover_context, e.confidence,
    e.n_reports AS n_articles, e.n_outlets, e.n_origins, e.first_reported_date, e.disputed, e.review_status,
    e.origins, e.orphaned, e.found_by"""
DRILLS = """e.id AS drill_id, e.drill_date, e.date_precision, e.weapon_name AS missile_name,
    e.weapon_class AS missile_class, e.weapon_classes AS missile_classes, e.kind AS event_kind,
    coalesce(c.name, e.country_iso3) AS country, e.country_iso3,
    (SELECT group_concat(coalesce(p.name, m.iso3),
    ';') FROM drill_countries m LEFT JOIN countries p ON p.iso3 = m.iso3
     WHERE m.drill_id = e.id AND m.iso3 <> e.country_iso3) AS partner_countries, e.partner_iso3s,
    e.n_fired AS n_missiles, e.place, e.latitude, e.longitude, e.apogee_km, e.distance_km,
    e.status AS drill_status, e.announced_by AS claimed_by, e.plover_event, e.plover_mode, e.plover_context,
    e.confidence, e.n_reports AS n_articles, e.n_outlets, e.n_origins, e.first_reported_date, e.disputed,
    e.review_status, e.origins, e.orphaned, e.found_by"""
QUOTES = """e.id AS quote_id, e.quote, e.quote_type, e.speaker_name AS speaker, e.speaker_raw, e.speaker_title,
    e.affiliation, e.speaker_type, s.name AS speaker_country, e.speaker_country_iso3 AS speaker_iso3,
    e.cue_verb, e.is_floating, e.pre, e.post, e.quote_start, e.quote_end, e.confidence AS speaker_confidence,
    a.id AS article_id, a.url, a.title, a.outlet AS publisher, a.published_date AS date, a.language AS lang,
    (SELECT group_concat(d.dyad, ';') FROM quote_dyads d WHERE d.quote_id = e.id) AS country_pairs,
    (SELECT group_concat(l.event_id,
    ';') FROM quote_events l WHERE l.quote_id = e.id AND l.event_kind = 'visit')
        AS linked_visit_ids,
    (SELECT group_concat(l.event_id,
    ';') FROM quote_events l WHERE l.quote_id = e.id AND l.event_kind = 'drill')
        AS linked_drill_ids, e.review_status, e.found_by"""
_COUNTED = """(SELECT count(*) FROM visit_reports r JOIN visits v ON v.id = r.visit_id
     WHERE r.article_id = e.id AND v.review_status <> 'rejected') AS n_visits,
    (SELECT count(*) FROM drill_reports r JOIN drills d ON d.id = r.drill_id
     WHERE r.article_id = e.id AND d.review_status <> 'rejected') AS n_drills,
    (SELECT count(*) FROM quotes q WHERE q.article_id = e.id AND q.review_status <> 'rejected') AS n_quotes"""
ARTICLES = f"""e.id AS article_id, e.title, e.outlet AS publisher, e.author, e.published_date AS date,
    e.language AS lang, e.url, e.path, e.word_count, {_COUNTED}, e.origin_source, e.syndication_id,
    e.published_from, e.notes, e.content_sha256, e.text_sha256, e.added_at, e.coder_version"""

SOURCES = {kind: _SOURCES.format(each=_EACH.format(kind=kind)) for kind in ("visit", "drill")}
