"""What systems and programs leave in folders and archives: no one's articles."""

import re

_LITTER = re.compile(r"thumbs\.db|ehthumbs\.db|desktop\.ini|icon\r|__macosx|~\$.*|\._.*", re.IGNORECASE)
#: A hidden file with such an ending was an article to somebody; others are programs' own.
_ARTICLE = re.compile(r"\..*\.(?:txt|md|html?|eml|mbox|pdf|docx?|odt|rtf|epub|jsonl?|xml|zip|gz)", re.IGNORECASE)


def is_litter(name: str) -> bool:
    """Whether a file or folder of this ``name`` (without its path) is passed over without a word."""
    hidden = name.startswith(".") and _ARTICLE.fullmatch(name) is None
    return hidden or _LITTER.fullmatch(name) is not None
