"""Articles: what was read, and a reader with visits, drills and quotes marked in the text."""

from dataclasses import replace

import streamlit as st

from dashboard import cards, components, filters, queries

COLUMNS = ("date", "publisher", "n_visits", "n_drills", "n_quotes", "title", "author", "lang")
LEGEND = {"visit": "Visit", "drill": "Drill or exercise", "test": "Missile or satellite launch", "quote": "Quote"}
chosen = st.session_state["filters"]
st.title("Articles")
search = st.text_input("Words in the article", key="article_words", bind="query-params", max_chars=200, width=320)
asked = replace(chosen, search=search or None)
count, articles = filters.ask(queries.count, "articles", asked), filters.ask(queries.articles, asked)
if not articles:
    components.nothing("articles", asked)
else:
    if count > len(articles):
        st.caption(f"The latest {len(articles):,} of {count:,} articles; the download has all.")
    components.table(articles, COLUMNS, key="articles_table", kind="article", alt=f"{count} articles, latest first.")
    components.download("articles", asked, count)
number = filters.chosen_article()
article = filters.ask(queries.article, number) if number else None
if article is None:
    st.caption("Choose a row to read an article with its visits, drills and quotes marked.")
else:
    at = filters.chosen_mark()
    head = f"article:{article['id']}"
    components.show_cards([cards.article_head(article)], "reader_head", head if at is None else None)
    components.legend(LEGEND)
    read = cards.reader(article, filters.ask(queries.marks, article["id"]), at)
    components.show_cards([read], "reader", None if at is None else f"{head}:{at}")
