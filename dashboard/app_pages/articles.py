"""Articles: what was read, and a reader with visits, drills and quotes marked in the text."""

import json
from dataclasses import replace

import streamlit as st

from dashboard import components, filters, queries

COLOURS = {"visit": "blue", "drill": "orange", "quote": "green"}
path, chosen = filters.database(), st.session_state["filters"]
st.title("Articles")
search = st.text_input("Words in the article", key="article_search", bind="query-params", max_chars=200)
asked = replace(chosen, search=search or None)
articles = queries.articles(path, asked)
if not articles:
    st.info("No articles under these filters.")
else:
    table = st.dataframe(
        [
            {
                k: row[k]
                for k in ("published_date", "outlet", "title", "author", "language", "n_visits", "n_drills", "n_quotes")
            }
            for row in articles
        ],
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        key="articles_table",
        alt=f"Table of {len(articles)} articles.",
    )
    components.download("articles", asked, len(articles))
    rows = table["selection"]["rows"]
    article = queries.article(path, articles[rows[0]]["article_id"]) if rows else None
    if article is None:
        st.caption("Choose a row to read an article with its visits, drills and quotes marked.")
    else:
        st.header(components.plain(article["title"] or "Untitled"))
        st.caption(
            f"{components.plain(article['outlet'] or 'Outlet not stated')} · {article['published_date'] or 'undated'}"
        )
        st.markdown(":blue-background[visit] :orange-background[drill] :green-background[quote]")
        marks = queries.marks(path, article["id"])
        text = article["text"]
        for start, end, kind in json.loads(article["blocks"]):
            out, place = "", start
            for mark in marks:
                a, b = max(mark["start"], place), min(mark["end"], end)
                if a >= b or mark["start"] >= end:
                    continue
                out += (
                    components.plain(text[place:a])
                    + f" :{COLOURS[mark['kind']]}-background[{components.plain(text[a:b])}] "
                )
                place = b
            out += components.plain(text[place:end])
            st.markdown(f"*{out}*" if kind == "caption" else f"### {out}" if kind in ("headline", "heading") else out)
        if address := components.web_address(article["url"]):
            st.link_button("Open the article", address)
