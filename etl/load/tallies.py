"""The tallies of `schema.sql` counted from nothing, for a database that was filled while no trigger kept them."""

from __future__ import annotations

FILL = (
    "DELETE FROM month_tallies",
    "DELETE FROM lane_tallies",
    *(
        f"INSERT INTO month_tallies SELECT '{what}', coalesce(substr({date}, 1, 7), ''), {facets}, count(*) "
        f"FROM {what}s GROUP BY 2, 3"
        for what, date, facets in (
            ("visit", "start_date", "facets & ~524288"),
            ("drill", "drill_date", "facets"),
            ("quote", "published_date", "facets"),
            ("article", "published_date", "0"),
        )
    ),
    "INSERT INTO lane_tallies SELECT 'visit', dyad, facets, count(*) FROM visits GROUP BY 2, 3",
    "INSERT INTO lane_tallies SELECT 'drill', country_iso3, facets, count(*) FROM drills GROUP BY 2, 3",
    "INSERT INTO lane_tallies SELECT 'partner', p.iso3, d.facets, count(*) FROM drill_partners p "
    "JOIN drills d ON d.id = p.drill_id GROUP BY 2, 3",
    "INSERT INTO lane_tallies SELECT 'joint', a.iso3 || '-' || b.iso3, d.facets, count(*) FROM drill_countries a "
    "JOIN drill_countries b ON b.drill_id = a.drill_id AND b.iso3 > a.iso3 JOIN drills d ON d.id = a.drill_id GROUP BY 2, 3",
    "INSERT INTO lane_tallies SELECT 'quote', d.dyad, q.facets, count(*) FROM quote_dyads d "
    "JOIN quotes q ON q.id = d.quote_id GROUP BY 2, 3",
)
"""SQL, to be run in this order in one transaction."""
