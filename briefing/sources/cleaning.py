"""Bytes → text, and text → clean text: encodings, mojibake, line ends, spaces."""

import codecs
import re

from briefing.errors import InputError
from briefing.lexicon.tables import read_table
from briefing.sources.bounds import MAX_TEXT

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"), (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}encoding\s*=\s*["']([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_CODE_PAGE = re.compile(r"(?:x_)?(?:cp|dos|ibm|ms|ansi|win|windows)_?(\d{3,5})")
_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
#: Characters that take no room and mean nothing on a page. Joiners stay: Persian and emoji need them.
_NOTHING = re.compile(
    "[\u00ad\u200b\u2060\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]"
)
#: Joiners that join nothing: newsletters pad what a mail program previews with them.
_PADDING = re.compile("(?:(?<=\\s)|^)[\u200c\u200d\u034f]+|[\u200c\u200d\u034f]+(?=\\s|$)")
_MANY_BREAKS = re.compile(r"\n{3,}")
#: Code points that no stored text may hold.
_TAGS = re.compile(rb"<[^<>]{0,2000}>")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
#: How Python writes a byte of a file's name that is no character.
_ODD_BYTE = re.compile("[\udc80-\udcff]")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
#: Of the letters of a cp1252 text in a Latin script, about 2 to 6 in 100 have an accent; Cyrillic or Arabic has 70.
_MOSTLY_LATIN = 0.25


@codecs.register
def _known(name: str) -> codecs.CodecInfo | None:
    """The codec of a charset that goes by another ``name``; also for what the library decodes of mails' headers."""
    name = name.replace("-", "_")
    page = _CODE_PAGE.fullmatch(name)
    own = read_table("pages.toml")["charsets"].get(name) or (f"cp{page[1]}" if page and name != f"cp{page[1]}" else "")
    try:
        return codecs.lookup(own) if own else None
    except LookupError:
        return None


def declared_charset(data: bytes) -> str:
    """The charset that HTML or XML says that it is in; "" where it does not."""
    match = _DECLARED.search(data[:4096])
    return (match[1] or match[2]).decode("ascii") if match else ""


def decode(data: bytes, declared: str = "") -> str:
    """The characters of ``data``: by its byte order mark, as declared, as UTF-8, as UTF-16, by the look of it.

    Bytes that fit nowhere become U+FFFD; this never fails.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(name, "replace")
    zeros = data[:4000].count(0)
    if zeros > len(data[:4000]) // 5:
        even = data[:4000:2].count(0)
        return data.decode("utf-16-be" if even * 2 > zeros else "utf-16-le", "replace")
    for name in ("utf-8", declared):
        if not name:
            continue
        try:
            return data.decode(name)
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    return _guess(data)


def _guess(data: bytes) -> str:
    broken = data.decode("utf-8", "replace")
    sample = _TAGS.sub(b" ", data[:60_000])[:20_000]  # the letters of markup are of no language
    high = sum(1 for byte in sample if byte >= 0x80)
    if broken.count("\ufffd") * 50 < high:  # UTF-8 with a few bytes torn
        return broken
    letters = high + sum(1 for byte in sample if chr(byte).isalpha() and byte < 0x80)
    if high <= letters * _MOSTLY_LATIN:
        controls = any(byte in data for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D))  # which cp1252 has not
        return data.decode("latin-1") if controls else data.decode("cp1252", "replace")
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return data.decode(best.encoding if best else "cp1252", "replace")


def clean(text: str) -> str:
    """``text`` as it is kept: mojibake mended, one kind of line end, one kind of space, no blank tail."""
    if not text.isascii():
        import ftfy

        text = ftfy.fix_text(
            text, unescape_html=False, uncurl_quotes=False, fix_latin_ligatures=True, fix_character_width=False,
            fix_line_breaks=False, remove_terminal_escapes=False, normalization="NFC",
        )  # fmt: skip
        text = storable(text)
    text = _PADDING.sub("", _NOTHING.sub("", _BREAKS.sub("\n", text)))
    lines = (_SPACES.sub(" ", line).strip(" ") for line in text.split("\n"))
    return _MANY_BREAKS.sub("\n\n", "\n".join(lines)).strip("\n")


def clean_line(text: str) -> str:
    """``text`` on one line: a headline, a name."""
    return " ".join(clean(text).split())[:1000]


def storable(text: str) -> str:
    """``text`` with what cannot be stored (a lone surrogate, a NUL) as U+FFFD, one for one: offsets stay."""
    return _UNSTORABLE.sub("\ufffd", text)


def key_of(text: str) -> str:
    """The letters and figures of ``text``, in small letters: what two prints of one line share."""
    return re.sub(r"\W+", "", text.casefold())


def printable_name(name: str) -> str:
    """``name`` of an input as it can be kept and shown: bytes that are no characters in hexadecimal, controls as "?"."""
    shown = _ODD_BYTE.sub(lambda byte: f"\\x{ord(byte[0]) - 0xDC00:02x}", name)
    return storable(_CONTROLS.sub("?", shown))


def check_length(text: str, subject: str) -> None:
    """Refuse what is too long to be an article.

    Raises:
        InputError: with the bound.
    """
    if len(text) > MAX_TEXT:
        raise InputError(
            subject,
            f"{len(text):,} characters of text, more than the {MAX_TEXT:,} that an article may have",
            "split it into its articles",
        )
