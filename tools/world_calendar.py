"""``python -m tools.world_calendar``: writes `briefing/data/days_world.json` again, from the CLDR in Babel.

Months and weekdays of the languages in which pages date themselves, and the small words that they write between the parts
of a date ("gada", "del", "г."). Frozen, so that the same page has the same day with whatever release of Babel is
installed, and so that nobody waits for sixty locales to be loaded.
"""

import json
import re
from pathlib import Path

from babel import Locale

#: Their names for a month hardly ever collide.
LANGUAGES = (
    "en de fr es it pt nl sv da nb fi is pl cs sk hu ro bg ru uk el tr ar he fa hi id ms vi ca gl eu hr sr sl sq mk et lv lt ga cy "
    "af sw fil az ka hy kk uz bn ta te ml mr gu ur th km my"
).split()
TABLE = Path(__file__).parent.parent / "briefing" / "data" / "days_world.json"
_QUOTED = re.compile(r"'([^']+)'")


def table() -> dict[str, object]:
    """Months: name → language → number; weekdays: name → numbers from 0, Monday, on; small: words in between."""
    months: dict[str, dict[str, int]] = {}
    weekdays: dict[str, set[int]] = {}
    small: set[str] = set()
    for locale in map(Locale, LANGUAGES):
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in locale.months[context][width].items():
                    months.setdefault(_key(name), {}).setdefault(locale.language, number)
                for number, name in locale.days[context][width].items():
                    weekdays.setdefault(_key(name), set()).add(number)
        for form in locale.date_formats.values():
            small.update(_key(word) for quoted in _QUOTED.findall(form.pattern) for word in quoted.split())
    days = {name: sorted(numbers) for name, numbers in weekdays.items()}
    return {"months": months, "weekdays": days, "small": sorted(small)}


def _key(name: str) -> str:
    return name.casefold().rstrip(".")


if __name__ == "__main__":
    TABLE.write_text(json.dumps(table(), ensure_ascii=False) + "\n", encoding="utf-8")
