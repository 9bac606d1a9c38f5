"""Pages of the shapes that news sites have: what is kept, what is not, and what the page says about itself."""

from __future__ import annotations

import pytest

from etl.errors import UnreadableDocument
from etl.extract.articles import read_article
from etl.models import Article, Document

LEDE = "The foreign minister of Ruritania flew to Oslo on Tuesday for talks on fish, timber and a bridge."
SECOND = (
    "“We came to listen,” she told reporters at the airport, “and to eat.” The talks go on until Thursday afternoon."
)
THIRD = "Her host said that a treaty was near, though the ministry in Strelsau would not say what was to be in it."
LAST = "“Near is not here,” said Ada Quill."
BODY = f"<p>{LEDE}</p><p>{SECOND}</p><p>{THIRD}</p><p>{LAST}</p>"

MODERN = f"""<!DOCTYPE html><html lang="en-GB"><head><title>Minister flies to Oslo | The Daily Lantern</title>
<meta property="og:title" content="Minister flies to Oslo"><meta property="og:site_name" content="The Daily Lantern">
<link rel="canonical" href="https://lantern.example/world/minister-oslo">
<script type="application/ld+json">{{"@graph": [{{"@type": "Organization", "name": "Lantern Group"}},
{{"@type": ["NewsArticle"], "headline": "Minister flies to Oslo", "datePublished": "2024-05-14T23:30:00-08:00",
"author": [{{"@type": "Person", "name": "Ann Lee"}}, {{"name": "Jo Park"}}]}}]}}</script>
<script type="application/ld+json">{{broken</script></head><body>
<header class="site-header"><nav><a href="/">Home</a><a href="/w">World</a></nav></header>
<div class="ticker">
LATEST: King of Syldavia lands in Rome for a three-day visit and a wedding in the evening.</div>
<main><article><h1>Minister flies to Oslo</h1><p class="standfirst">Fish and timber are on the table this week</p>
<div class="byline">By Ann Lee and Jo Park</div><time datetime="2024-05-14">14 May 2024</time>
<figure><img src="a.jpg">
<figcaption>The minister at Gardermoen on 13 May 2024. Photo: Lantern</figcaption></figure>
<p>{LEDE}</p><div class="ad">Advertisement</div><p>{SECOND}</p>
<aside class="related"><h3>Related</h3>
<ul><li><a href="/b">President of Borduria to visit Paris in June</a></li></ul></aside>
<h2>A near treaty</h2><p>{THIRD}</p><p>{LAST}</p>
<div class="author-bio"><p>Ann Lee has reported from Oslo since 2010, and visited Ruritania three times.</p></div>
</article>
<section class="comments">
<p>fisher1: I saw the president of Borduria land in Oslo too, on the same day as her, really.</p></section>
</main><footer><p>© 2026 Lantern Group.
All rights reserved, and a long notice that nobody has ever read to its end.</p></footer>
</body></html>"""

TABLES = f"""<html><head><title>Strelsau Courier : Minister in Oslo</title></head><body><table><tr><td colspan=2>
<font size=1>Tuesday, May 14, 2024 Since 1958</font><tr><td><a href=/p>Politics</a><br><a href=/s>Sports</a><br>
<a href=/x>May 2: King of Syldavia flies home from a visit to Rome</a>
<td><font size=5><b>Minister in Oslo for talks</b></font><br><font size=2>By Ann Lee 2024.05.14 15:32 Hit : 18</font>
<p>{LEDE}<p>{SECOND}<div class=ad>[AD]</div><p>{THIRD}<br><br>{LAST}<p><font size=2>[Print] [E-mail]</font>
<td><b>Most read</b><br>1. <a href=#>President of Borduria goes to Paris</a></table>
<center>Copyright(c) Strelsau Courier. All rights reserved.</center></body></html>"""

RELATED_INSIDE = f"""<html><head><title>Minister flies to Oslo</title></head><body><div class="row"><div class="col-8">
<h1>Minister flies to Oslo today</h1><div class="info">Ann Lee / OSLO<br>14.05.2024 - 18:02</div><p>{LEDE}</p>
<p>{SECOND}</p><p>{THIRD}</p><div class="box">Related: King of Syldavia in Rome</div><p>{LAST}</p>
<p>The bridge would be the longest in either country, and would lead, its critics say, from nowhere to nowhere else.</p>
</div></div></body></html>"""


def read(html: str, *, published: str | None = None) -> Article:
    return read_article(Document("page.html", "html", html.encode()), published=published)


def texts(article: Article, kind: str) -> list[str]:
    return [article.text[block.start : block.end] for block in article.blocks if block.kind == kind]


def page(head: str = "", body: str = BODY) -> str:
    title = "Minister flies to Oslo today"
    return f"<html><head><title>{title}</title>{head}</head><body><h1>{title}</h1>{body}</body></html>"


@pytest.mark.parametrize("html", [MODERN, TABLES, RELATED_INSIDE, page()], ids=["modern", "tables", "related", "bare"])
def test_every_paragraph_is_a_block_and_nothing_of_the_page_around_it(html: str) -> None:
    article = read(html)
    paragraphs = texts(article, "paragraph")
    assert paragraphs[:3] == [LEDE, SECOND, THIRD]
    assert LAST in paragraphs
    for foreign in (
        "Syldavia",
        "Borduria",
        "Advertisement",
        "[AD]",
        "rights reserved",
        "Print",
        "Hit :",
        "three times",
    ):
        assert foreign not in article.text


def test_blocks_tile_the_text() -> None:
    article = read(MODERN)
    assert article.text == "\n\n".join(article.text[b.start : b.end] for b in article.blocks)
    assert [b.kind for b in article.blocks] == [
        *("headline", "standfirst", "caption", "paragraph", "paragraph", "heading", "paragraph", "paragraph")
    ]


def test_what_a_page_says_about_itself() -> None:
    article = read(MODERN)
    assert (article.title, article.author, article.outlet) == (
        "Minister flies to Oslo",
        "Ann Lee, Jo Park",
        "The Daily Lantern",
    )
    assert (article.url, article.language) == ("https://lantern.example/world/minister-oslo", "en")
    assert (article.published_date, article.published_from) == ("2024-05-14", "json-ld")


def test_what_an_old_page_shows() -> None:
    article = read(TABLES)
    assert (article.title, article.author, article.outlet) == (
        "Minister in Oslo for talks",
        "Ann Lee",
        "Strelsau Courier",
    )
    assert (article.published_date, article.published_from) == ("2024-05-14", "byline")


@pytest.mark.parametrize(
    ("head", "body", "date", "source"),
    [
        ('<meta property="article:published_time" content="2024-05-14T01:00:00+09:00">', BODY, "2024-05-14", "meta"),
        ('<meta name="date" content="2021-11-03"><meta name="archiver" content="crawl 2021-11-03">',
         f"<p>Thursday, May 9, 2019</p>{BODY}", "2019-05-09", "byline"),
        ('<link rel="canonical" href="https://a.example/2024/05/14/oslo">', BODY, "2024-05-14", "address"),
        ("", f"<p>Published 14 May 2024, updated 20 May 2024</p>{BODY}", "2024-05-14", "byline"),
        ("", BODY.replace("<p>The", "<p>OSLO, May 14, 2024 (Wire) - The", 1), "2024-05-14", "dateline"),
        ('<meta property="article:published_time" content="2999-01-01">', BODY, None, None),
        ("", f'{BODY}<div class="related"><time datetime="2020-01-01">1 January 2020</time></div>', None, None),
        ("", f"{BODY}<footer>© 1 May 2026</footer>", None, None),
    ],
)  # fmt: skip
def test_publication_day(head: str, body: str, date: str | None, source: str | None) -> None:
    article = read(page(head, body))
    assert (article.published_date, article.published_from) == (date, source)


def test_a_given_day_is_used_where_the_page_has_none() -> None:
    html = page(body=BODY.replace("<p>The", "<p>OSLO, May 14 (Wire) - The", 1))
    assert read(html).dateline_date is None
    article = read(html, published="2024-05-15")
    assert (article.published_date, article.published_from, article.dateline_date) == (
        "2024-05-15",
        "given",
        "2024-05-14",
    )
    assert read(MODERN, published="2001-01-01").published_date == "2024-05-14"


@pytest.mark.parametrize(
    "picture",
    [
        "<figure><img src=a.jpg><figcaption>{}</figcaption></figure>",
        '<div class="wp-caption"><img src=a.jpg><p class="wp-caption-text">{}</p></div>',
        '<div class="photo"><img src=a.jpg><small>{}</small></div>',
        '<p class="caption">{}</p>',
        "<p>Photo: {}</p>",
    ],
)
def test_captions_are_marked(picture: str) -> None:
    caption = "The minister and her dog on 12 May (Ed Moss)"
    article = read(page(body=BODY.replace("</p><p>", f"</p>{picture.format(caption)}<p>", 1)))
    assert [caption in text for text in texts(article, "caption")] == [True]
    assert texts(article, "paragraph") == [LEDE, SECOND, THIRD, LAST]


def test_a_data_table_is_read_row_by_row() -> None:
    rows = "<tr><td>Date<td>Guest<tr><td>3 May 2018<td>Wang Lu, envoy<tr><td>June 2019<td>Ana Ruiz, minister"
    article = read(
        page(body=f"{BODY}<table border=1>{rows}</table>{BODY.replace('fish', 'coal').replace('listen', 'talk')}")
    )
    assert {"3 May 2018, Wang Lu, envoy", "June 2019, Ana Ruiz, minister"} <= set(texts(article, "list_item"))


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<html><body></body></html>",
        "<html><head><title>Paper</title></head><body><div id='root'></div><script>app()</script></body></html>",
        "<html><head><title>Cut off</title><meta charset=utf-8><script>var a = 'The minister flew",
    ],
)
def test_a_page_without_an_article_is_refused(html: str) -> None:
    with pytest.raises(UnreadableDocument, match=r"page\.html"):
        read(html)


def test_a_page_cut_off_in_the_text_is_read_as_far_as_it_goes() -> None:
    article = read(MODERN[: MODERN.index(THIRD) + 30])
    assert texts(article, "paragraph")[:2] == [LEDE, SECOND]


def test_text_hash_is_of_the_words() -> None:
    one, other = read(page()), read(page().replace("</p><p>", "</p>\n\n  <p>"))
    assert one.text_sha256 == other.text_sha256
    assert one.content_sha256 != other.content_sha256


@pytest.mark.parametrize(
    "wrapper",
    [
        '<body class="page has-sidebar with-ads">{}</body>',
        '<body><div class="article-with-related" id="main-social">{}</div></body>',
        '<body><div class="12 _ 34">{}</div></body>',
        '<body><div class="caption-on">{}</div></body>',
        "<body><aside>{}</aside></body>",
    ],
)
def test_the_name_of_a_wrapper_does_not_hide_the_article(wrapper: str) -> None:
    more = BODY.replace("fish", "coal").replace("listen", "learn").replace("treaty", "pact").replace("Near", "Far")
    inside = wrapper.format(f"<h1>Minister flies to Oslo</h1>{BODY}{more}<p>{LEDE * 4}</p>")
    article = read(f"<html><head><title>Minister flies to Oslo</title></head>{inside}</html>")
    assert texts(article, "paragraph")[:2] == [LEDE, SECOND]


def test_teasers_and_notices_beside_the_article_are_left_out() -> None:
    teasers = "".join(
        f"<div class=card><a href=/{i}><img src={i}.jpg></a><p>The king of Syldavia went to town number {i} and came "
        "home again, as he does on most days of the week, our man at court reports.</p></div>"
        for i in range(12)
    )
    notice = "<div><p>We use cookies to run this site, to count its readers, and to show what they may like.</p></div>"
    inside = f"{notice}<div><article><h1>Minister flies to Oslo</h1>{BODY}</article></div><div>{teasers}</div>"
    article = read(f"<html><body>{inside}</body></html>")
    assert [article.text[b.start : b.end] for b in article.blocks[1:]] == [LEDE, SECOND, THIRD, LAST]
