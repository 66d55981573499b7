"""collect: every form becomes the same article; every bad input is named with its reason."""

import io
import json
import os
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.model import Article, PageMark, Skipped
from briefing.settings import Settings
from briefing.sources import collect
from briefing.sources.draft import Draft
from briefing.sources.page.finishing import finish
from tests.sources import samples
from tests.sources.samples import BODY, TEXT, TITLE

FORMS = {
    "article.txt": TEXT.encode(),
    "article.md": samples.MARKDOWN.encode(),
    "article.html": samples.html(head=samples.META).encode(),
    "article.jsonl": json.dumps(samples.RECORD).encode(),
    "article.json": json.dumps([samples.RECORD], indent=1).encode(),
    "wrapped.json": json.dumps({"articles": [samples.RECORD]}).encode(),
    "article.eml": samples.mail(),
    "newsletter.eml": samples.mail(markup=True),
    "article.docx": samples.word(),
    "article.pdf": samples.pdf(),
    "article.epub": samples.epub(),
    "nitf.xml": samples.NITF.encode(),
    "feed.json": samples.JSON_FEED.encode(),
    "atom.xml": samples.ATOM.encode(),
    "article.txt.gz": samples.gzipped(TEXT.encode()),
    "article.zip": samples.archive({"2019/article.txt": TEXT.encode(), "__MACOSX/._article.txt": b"\x00\x05\x16\x07"}),
}

#: Forms that print the headline above the text; the others keep it in a field, a header or an element of its own.
IN_TEXT = {
    "article.txt",
    "article.md",
    "article.html",
    "article.docx",
    "article.pdf",
    "article.epub",
    "article.txt.gz",
    "article.zip",
}


def read(*inputs: Path | str, stdin: bytes | None = None) -> list[Article | Skipped]:
    """What collect makes of the inputs."""
    stream = io.BytesIO(stdin) if stdin is not None else None
    return list(collect([str(each) for each in inputs], settings=Settings(), stdin=stream))


def one(*inputs: Path | str, stdin: bytes | None = None) -> Article:
    """The one article in the inputs."""
    (article,) = read(*inputs, stdin=stdin)
    assert isinstance(article, Article), article
    return article


def skipped(path: Path, data: bytes) -> Skipped:
    """Why a file of ``data`` is left out."""
    path.write_bytes(data)
    (found,) = read(path)
    assert isinstance(found, Skipped), found
    assert found.remedy, found
    return found


def body(article: Article) -> str:
    """The running text of an article."""
    return " ".join(block.span.of(article.text).replace("\n", " ") for block in article.blocks if block.kind == "body")


@pytest.mark.parametrize("name", FORMS)
def test_every_form_gives_the_article_with_its_headline_once(name: str, tmp_path: Path) -> None:
    """Whatever it is packed in, the article has its title and its three paragraphs.

    The headline stands in the text where the form has it there (and then once), not where it is kept apart.
    """
    path = tmp_path / name
    path.write_bytes(FORMS[name])
    article = one(path)
    assert article.title == TITLE
    assert article.text.count(TITLE) == (1 if name in IN_TEXT else 0)
    for paragraph in BODY:
        assert paragraph in body(article)
    assert article.language == "en"


@pytest.mark.parametrize("name", FORMS)
def test_the_name_of_a_file_does_not_decide_its_form(name: str, tmp_path: Path) -> None:
    """Content is looked at, not the suffix."""
    path = tmp_path / "download"
    path.write_bytes(FORMS[name])
    assert one(path).title == TITLE


def test_a_page_gives_its_metadata(tmp_path: Path) -> None:
    """Date with zone, outlet, author and canonical address come from the page's head; trackers are dropped."""
    (tmp_path / "page.html").write_text(samples.html(head=samples.META), encoding="utf-8")
    article = one(tmp_path / "page.html")
    assert article.published == datetime(2019, 1, 29, 6, 30, tzinfo=timezone(timedelta(hours=2)))
    assert (article.published_from, article.source, article.authors) == ("metadata", "Harbour Wire", ("Jane Roe",))
    assert article.url == "https://harbourwire.example/2019/01/29/envoys"
    assert "harbour at dawn" not in body(article)
    assert "2019 Harbour Wire" not in body(article)


def test_a_feed_gives_each_entry(tmp_path: Path) -> None:
    """Entries have address, day, author and language; a teaser says that it is one; scripts are gone."""
    (tmp_path / "feed.xml").write_text(samples.RSS, encoding="utf-8")
    long, short = read(tmp_path / "feed.xml")
    assert isinstance(long, Article)
    assert isinstance(short, Article)
    assert long.url == "https://harbourwire.example/envoys"
    assert long.published == datetime(2019, 1, 29, 4, 30, tzinfo=UTC)
    assert (long.source, long.authors, long.extract) == ("Harbour Wire", ("Jane Roe",), "")
    assert "alert" not in long.text
    assert short.extract == "feed teaser"
    assert "Only a teaser." in short.text


def test_jsonl_text_is_verbatim(tmp_path: Path) -> None:
    """Spaces, line ends and odd characters of JSONL text stay, so that offsets refer to it; the id is kept."""
    text = "  Two  spaces,\u00a0a hard one.\r\n\r\n\u2028Then mojibake: cafÃ©.\t\n"
    article = one("-", stdin=json.dumps({"text": text, "id": "kept", "title": "T"}).encode())
    assert (article.text, article.id) == (text, "kept")
    assert all(block.span.of(text).strip() == block.span.of(text) for block in article.blocks)


def test_what_cannot_be_stored_is_replaced_one_for_one() -> None:
    """A lone surrogate or a NUL becomes U+FFFD in its place."""
    article = one("-", stdin=b'{"text": "One \\ud800 two \\u0000 three."}')
    assert article.text == "One \ufffd two \ufffd three."


def test_jsonl_goes_on_after_a_bad_line() -> None:
    """Each bad line is named by its number; the good ones come through."""
    lines = [
        json.dumps(samples.RECORD),
        "{broken",
        json.dumps({"title": "no text"}),
        '{"text": ""}',
        "7",
        json.dumps({"text": BODY[0]}),
    ]
    found = read("-", stdin="\n".join(lines).encode())
    assert [type(each) for each in found] == [Article, Skipped, Skipped, Skipped, Skipped, Article]
    assert [each.input for each in found if isinstance(each, Skipped)] == ["-:2", "-:3", "-:4", "-:5"]


def test_long_jsonl_is_streamed(tmp_path: Path) -> None:
    """More JSONL than fits the first look comes through whole, in order."""
    path = tmp_path / "many.jsonl"
    path.write_text(
        "".join(json.dumps({"id": str(n), "text": BODY[n % 3] * 5}) + "\n" for n in range(600)), encoding="utf-8"
    )
    assert [each.id for each in read(path) if isinstance(each, Article)] == [str(n) for n in range(600)]


def test_a_long_first_line_of_jsonl_is_no_obstacle() -> None:
    """Lines longer than what is looked at first are still lines."""
    lines = [json.dumps({"id": str(n), "text": BODY[0] * 1500}) for n in range(3)]
    assert [each.id for each in read("-", stdin="\n".join(lines).encode()) if isinstance(each, Article)] == [
        "0",
        "1",
        "2",
    ]


@pytest.mark.parametrize("schema", ["briefing.reading/1", "briefing.story/1", "briefing.edition/1"])
def test_our_own_output_is_not_taken_for_articles(schema: str) -> None:
    """A reading, a story or an edition given by mistake is named as what it is."""
    (found,) = read("-", stdin=json.dumps({"schema": schema, "text": BODY[0], "articles": []}).encode())
    assert isinstance(found, Skipped)
    assert schema.split("/", maxsplit=1)[0].split(".")[1] in found.reason


def test_archived_blocks_are_kept() -> None:
    """An exported article comes back with the blocks that it had."""
    record = {
        "schema": "briefing.article/1",
        "text": "Headline here\nBody.",
        "blocks": [{"start": 0, "end": 13, "kind": "caption"}],
    }
    assert [block.kind for block in one("-", stdin=json.dumps(record).encode()).blocks] == ["caption"]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t\n", "empty"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "PNG"),
        ("junk.bin", bytes((n * 37 + 11) % 256 for n in range(5000)), "binary"),
        ("old.doc", b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "Office"),
        ("note.rtf", b"{\\rtf1 }", "Rich Text"),
        ("no-text.html", b"<html><head><title>x</title></head><body><div><img src='a.png'></div></body></html>", "without text"),
        ("rows.csv", b"title,text\nTalks resume,The envoys met in Oslo on Monday.\n", "a table of values"),
        ("tags.html", b"<html><body><p>A word" + b"<br>" * 200_000, "200,003 tags"),
        ("scan.pdf", samples.pdf(()), "text layer"),
        ("torn.pdf", samples.pdf()[:300], "PDF"),
        ("torn.docx", samples.word()[:900], "damaged"),
        ("program.txt", b"MZ\x90\x00\x03\x00\x00\x00 This program cannot be run here.", "program"),
        ("torn.gz", samples.gzipped(samples.TEXT.encode())[:-30], "damaged gzip"),
        ("torn.zip", samples.archive({"a.txt": b"x" * 400})[:100], "damaged"),
        ("empty.zip", samples.archive({}), "empty"),
        ("bomb.zip", samples.archive({"a.txt": b"0" * 60_000_000}), "bomb"),
        ("bomb.gz", samples.gzipped(b"0" * 70_000_000), "gzip"),
        ("broken.json", b'{"text": "abc', "JSON"),
        ("deep.json", b"[" * 200_000, "JSON"),
        ("number.json", b"[17]", "JSON"),
        ("feed.xml", b"<rss version='2.0'><channel><title>x</title></channel></rss>", "without entries"),
        ("map.xml", b"<?xml version='1.0'?><urlset><url><loc>https://a.example/</loc></url></urlset>", "site map"),
        ("mail.eml", b"Subject: x\nFrom: a@example.org\nMessage-ID: <1@x>\nMIME-Version: 1.0\n\n", "without text"),
        ("long.txt", ("A sentence of some length. " * 200_000).encode(), "characters of text"),
        ("endless.txt", b"A sentence of some length.\n" * 2_600_000, "MB"),
    ],
)  # fmt: skip
def test_a_bad_file_is_left_out_with_its_reason(name: str, data: bytes, reason: str, tmp_path: Path) -> None:
    """Nothing disappears silently, and nothing stops the run."""
    found = skipped(tmp_path / name, data)
    assert reason in found.reason
    assert found.input.startswith(str(tmp_path))


def test_libraries_say_nothing_of_their_own(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """What is wrong with a page or a PDF stands in its reason, not on the screen."""
    for name, data in (
        ("a.html", b"<!--" * 5_000),
        ("b.html", b"<script>" * 900 + b"<" * 900),
        ("c.pdf", samples.pdf()[:300]),
    ):
        assert skipped(tmp_path / name, data).reason
    assert caplog.records == []


def test_bombs_inside_archives_inside_archives_stop_early(tmp_path: Path) -> None:
    """Archives nested without end are not followed."""
    data = TEXT.encode()
    for depth in range(6):
        data = samples.archive({f"{depth}.zip": data})
    assert "archives within archives" in skipped(tmp_path / "nest.zip", data).reason


def test_members_are_read_wherever_their_names_say_they_lie(tmp_path: Path) -> None:
    """A member named "./a.txt" or "../b.txt" is like others; hidden ones and an archiver's litter are none."""
    path = tmp_path / "many.zip"
    path.write_bytes(
        samples.archive(
            {
                name: f"{name}\n\n{BODY[0]}".encode()
                for name in ("./a.txt", "../../b.txt", "/c.txt", "x/.d.txt", "__MACOSX/e.txt")
            }
        )
    )
    assert sorted(each.origin.rsplit("!", 1)[1] for each in read(path) if isinstance(each, Article)) == [
        "../../b.txt",
        "./a.txt",
        "/c.txt",
    ]


def test_joined_gzips_are_read_to_the_end(tmp_path: Path) -> None:
    """What "cat a.gz b.gz" makes is one text, all of it."""
    path = tmp_path / "joined.txt.gz"
    path.write_bytes(samples.gzipped(f"{TITLE}\n\n{BODY[0]}\n\n".encode()) + samples.gzipped(BODY[1].encode()))
    assert BODY[0] in body(one(path))
    assert BODY[1] in body(one(path))


@pytest.mark.parametrize("town", ["MZUZU, Malawi", "RIFFA, Bahrain", "ID3 talks"])
def test_a_text_that_begins_like_another_form_is_a_text(town: str, tmp_path: Path) -> None:
    """A town in capitals is no program and no sound file."""
    path = tmp_path / "wire.txt"
    path.write_text(f"{town} (AP) — {BODY[0]}", encoding="utf-8")
    assert BODY[0] in one(path).text


def test_a_name_that_is_no_text_is_shown_as_it_can_be(tmp_path: Path) -> None:
    """Bytes that are no characters and controls in a file's name neither stop the run nor reach a page."""
    folder = os.fsencode(tmp_path)
    for name, data in ((b"a\xff\x1b[31m.txt", TEXT.encode()), (b"b\xfe\n.txt", b"")):
        Path(os.fsdecode(folder + b"/" + name)).write_bytes(data)
    article, left_out = read(tmp_path)
    assert isinstance(article, Article)
    assert isinstance(left_out, Skipped)
    assert article.origin.endswith("/a\\xff?[31m.txt")
    assert left_out.input.endswith("/b\\xfe?.txt")


def test_entity_bombs_and_external_entities_give_nothing_away(tmp_path: Path) -> None:
    """XML that defines entities neither grows nor reads files."""
    secret = tmp_path / "secret"
    secret.write_text("do-not-tell", encoding="utf-8")
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "' + "&a;" * 500 + '"><!ENTITY c "' + "&b;" * 500 + '">]>'
    reach = f'<!DOCTYPE x [<!ENTITY s SYSTEM "{secret.as_uri()}">]>'
    for number, doctype in enumerate((bomb, reach)):
        for entity in ("c", "s"):
            feed = f"<?xml version='1.0'?>{doctype}<rss version='2.0'><channel><item><title>News &{entity};</title><description>Text &{entity};.</description></item></channel></rss>"
            wire = f"<?xml version='1.0'?>{doctype.replace('DOCTYPE x', 'DOCTYPE nitf')}<nitf><body><body.content><p>Text &{entity};.</p></body.content></body></nitf>"
            for form, content in (("rss", feed), ("nitf", wire)):
                path = tmp_path / f"{form}{number}{entity}.xml"
                path.write_text(content, encoding="utf-8")
                for each in read(path):
                    assert isinstance(each, Skipped) or (len(each.text) < 10_000 and "do-not-tell" not in each.text)


def test_a_folder_is_read_in_the_order_of_names_whatever_the_order_on_disk(tmp_path: Path) -> None:
    """Subfolders come after files; each file counts once."""
    for name in ("b.txt", "a.txt", "sub/d.txt", "sub/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"{name}\n\n{BODY[0]}", encoding="utf-8")
    os.link(tmp_path / "a.txt", tmp_path / "z-same.txt")
    names = [Path(each.origin).name for each in read(tmp_path, tmp_path / "b.txt") if isinstance(each, Article)]
    assert names == ["a.txt", "b.txt", "c.txt", "d.txt"]


def test_loops_of_links_end(tmp_path: Path) -> None:
    """A folder that links to itself is entered once; a dangling link is named."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "nowhere").symlink_to(tmp_path / "gone")
    found = read(tmp_path)
    assert isinstance(found[0], Article)
    assert [(each.reason, each.remedy) for each in found[1:] if isinstance(each, Skipped)] == [
        ("a link to nothing", "put the file itself there")
    ]


@pytest.mark.parametrize("packed", [False, True])
def test_a_hidden_article_is_named_and_programs_litter_is_not(packed: bool, tmp_path: Path) -> None:
    """In a folder as in an archive: what hides behind a dot could be somebody's report; nobody wrote a .DS_Store."""
    names = (
        ".report.txt",
        ".DS_Store",
        "Thumbs.db",
        "desktop.ini",
        "~$report.docx",
        "._a.txt",
        ".git/x.txt",
        ".a.txt.swp",
        "a.txt",
    )
    if packed:
        (tmp_path / "a.zip").write_bytes(samples.archive(dict.fromkeys(names, TEXT.encode())))
    for name in () if packed else names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    hidden, article = sorted(read(tmp_path), key=lambda each: isinstance(each, Article))
    assert isinstance(article, Article)
    assert isinstance(hidden, Skipped)
    assert (hidden.input.endswith(".report.txt"), hidden.remedy) == (True, "rename it")


def test_what_is_missing_is_named() -> None:
    """A wrong path, a path with a NUL, and no standard input each give one line."""
    for each in ("no/such/file", "a\x00b", "-"):
        (found,) = read(each)
        assert isinstance(found, Skipped)
        assert found.reason
        assert found.remedy


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-32"])
def test_encodings_are_read_right(encoding: str, tmp_path: Path) -> None:
    """Accents and curly quotes survive whatever they are written in."""
    text = "Größere Gespräche in Genf\n\nDer Außenminister sagte am Dienstag: „Wir sind bereit“, und reiste nach Zürich weiter."
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    assert one(tmp_path / "a.txt").text == text


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r"])
def test_cyrillic_encodings_are_read_right(encoding: str, tmp_path: Path) -> None:
    """Texts in older Russian encodings are recognised by their letters."""
    text = (
        "Переговоры в порту начались\n\nМинистры иностранных дел двух стран встретились во вторник в старом портовом городе. "
        * 3
    )
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    article = one(tmp_path / "a.txt")
    assert "Министры иностранных дел" in article.text
    assert article.language == "ru"


def test_mojibake_is_mended(tmp_path: Path) -> None:
    """UTF-8 that was once taken for cp1252 reads as it was meant."""
    text = "The café’s owner said “no”.\n\nIt was a quiet day in the harbour town."
    (tmp_path / "a.txt").write_text(
        text.encode().decode("cp1252", "replace").replace("\ufffd", "\u009d"), encoding="utf-8"
    )
    assert "café’s owner" in one(tmp_path / "a.txt").text


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.txt", TEXT, (None, "unknown")),
        ("2019-01-29-envoys.txt", TEXT, (date(2019, 1, 29), "file")),
        ("3ec569fb20190129d2df1.txt", TEXT, (None, "unknown")),
        ("a.txt", f"{TITLE}\n29 January, 2019\n\n" + "\n\n".join(BODY), (date(2019, 1, 29), "dateline")),
        ("a.txt", f"{TITLE}\n\nGENEVA, 29 January 2019 (Reuters) - " + "\n\n".join(BODY), (date(2019, 1, 29), "dateline")),
        ("2018-05-05.txt", f"Title: {TITLE}\nDate: 2019-01-29\n\n" + "\n\n".join(BODY), (date(2019, 1, 29), "metadata")),
        ("a.txt", f"Title: {TITLE}\nURL: https://a.example/2019/jan/29/x\n\n" + "\n\n".join(BODY), (date(2019, 1, 29), "url")),
        ("a.html", samples.html(head=samples.META.replace("2019-01-29T06:30:00+02:00", "0001-01-01T00:00:00Z")), (date(2019, 1, 29), "url")),
    ],
)  # fmt: skip
def test_the_day_of_publication_is_taken_from_the_best_place(
    name: str, data: str, expected: tuple[date | None, str], tmp_path: Path
) -> None:
    """Metadata, then date line, then address, then file name; never the clock or the file system."""
    (tmp_path / name).write_text(data, encoding="utf-8")
    article = one(tmp_path / name)
    assert (article.day, article.published_from) == expected


@pytest.mark.parametrize(
    "named", ["Harbour Wire | harbourwire.example", "@harbourwire", "https://www.harbourwire.example"]
)
def test_an_address_or_a_handle_is_no_outlet(named: str, tmp_path: Path) -> None:
    """Three of 105 pages give one as the name of their site; the page's title says it then."""
    page = samples.html(head=samples.META.replace("Harbour Wire", named))
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    assert one(tmp_path / "a.html").source == "Harbour Wire"


def test_a_consent_page_is_left_out(tmp_path: Path) -> None:
    """A page that only asks about cookies is no article."""
    page = "<html><body><main><h1>Before you continue to Harbour Wire</h1><p>We and our 812 partners use cookies.</p><button>Accept all cookies</button><p>We use cookies to give you the best experience.</p></main></body></html>"
    assert "consent" in skipped(tmp_path / "a.html", page.encode()).reason


def test_a_paywall_teaser_says_so(tmp_path: Path) -> None:
    """A page with its first paragraph and a subscription offer is marked as an extract."""
    page = samples.html(body=BODY[:2], extra="<p>To continue reading, subscribe now.</p>")
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    article = one(tmp_path / "a.html")
    assert article.extract == "paywall teaser"
    assert "subscribe" not in body(article)


def test_the_same_input_gives_the_same_articles(tmp_path: Path) -> None:
    """Two runs over all forms give equal articles, ids included."""
    for name, data in FORMS.items():
        (tmp_path / name).write_bytes(data)
    assert read(tmp_path) == read(tmp_path)


@given(
    st.binary(max_size=400),
    st.sampled_from(
        [
            "",
            "<html>",
            "{",
            "[",
            "PK\x03\x04",
            "%PDF-1.4",
            "<?xml version='1.0'?><rss>",
            "From: a\nSubject: b\nDate: c\n\n",
            "\x1f\x8b",
        ]
    ),
)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_comes_in_gives_an_article_or_a_reason(data: bytes, prefix: str) -> None:
    """No bytes make it fall over."""
    for each in read("-", stdin=prefix.encode("latin-1") + data):
        assert isinstance(each, Article | Skipped)
        if isinstance(each, Skipped):
            assert each.reason
            assert each.remedy


def test_no_link_in_a_folder_leads_out_of_it(tmp_path: Path) -> None:
    """What is dropped into a folder that many may write to must not name a file elsewhere; links within it are followed."""
    inbox, outside = tmp_path / "inbox", tmp_path / "private"
    inbox.mkdir()
    outside.mkdir()
    (outside / "notes.txt").write_text("The minister met the envoy on Monday.", encoding="utf-8")
    (inbox / "file.txt").symlink_to(outside / "notes.txt")
    (inbox / "folder").symlink_to(outside)
    (inbox / "real.txt").write_text("The envoys met in Vienna on Monday.", encoding="utf-8")
    (inbox / "twin.txt").symlink_to(inbox / "real.txt")
    found = list(collect([str(inbox)], settings=Settings()))
    assert [one.text for one in found if isinstance(one, Article)] == ["The envoys met in Vienna on Monday."]
    assert {one.reason for one in found if isinstance(one, Skipped)} == {"a link that leads out of the folder"}
    (tmp_path / "door").symlink_to(inbox)  # the folder itself may be given by a link
    assert any(isinstance(one, Article) for one in collect([str(tmp_path / "door")], settings=Settings()))


def test_a_long_feed_without_entries_is_named(tmp_path: Path) -> None:
    """What a reader in a process of its own says of a file comes back whole."""
    feed = tmp_path / "a.xml"
    feed.write_text(
        f"<rss version='2.0'><channel><title>x</title><description>{'news ' * 20_000}</description></channel></rss>"
    )
    assert [each.reason for each in collect([str(feed)], settings=Settings()) if isinstance(each, Skipped)] == [
        "a feed without entries"
    ]


def test_a_column_is_told_by_its_byline() -> None:
    """Where neither section nor headline says what it is."""
    draft = Draft(origin="a.html", title="The strait", text="\n\n".join(BODY), authors=("Jane Roe, Opinion columnist",))
    article = finish(draft)
    assert isinstance(article, Article)
    assert article.marks == {PageMark.OPINION}
