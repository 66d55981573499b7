"""Names to put in another's place: persons, bodies and places of the whole world, from the tables of the package.

News is annotated where much is written; the names of elsewhere are put into the same sentences, so that the network
learns the sentence and not the list.
"""

import random

from babel import Locale

from briefing.lexicon.names_tables import given_names
from briefing.lexicon.places import _rows, state_name
from briefing.lexicon.tables import read_lines
from tools.train import corpora
from tools.train.corpora import Line

Name = list[str]
Pools = dict[tuple[str, str], list[Name]]

#: Bodies by the place or people whose name they bear, in our own words.
_OF_PLACES = (
    "{p} University|University of {p}|{p} High Court|High Court of {p}|Bank of {p}|{p} Stock Exchange|{p} City Council|"
    "{p} Police|{p} State Government|{p} Ports Authority|{p} Airways|{p} Revenue Authority|{p} Medical Association|"
    "{p} United|{p} FC|{p} Teachers' Union|{p} Chamber of Commerce|{p} Electoral Commission|{p} National Congress|"
    "{p} Red Crescent Society|{p} Times|{p} Post|{p} Steel|{p} Telecom|{p} Petroleum Corporation|{p} Holdings|{p} Power|"
    "{p} Development Authority|{p} General Hospital|{p} Cricket Board|{p} Football Federation|Supreme Court of {p}|"
    "Central Bank of {p}|People's Bank of {p}|{p} House of Assembly|{p} Legislative Assembly|{p} Meteorological Department|"
    "{p} Institute of Technology|{p} School of Economics|Ministry of Health of {p}|{p} Civil Aviation Authority"
).split("|")
_OF_PEOPLES = (
    "{d} Army|{d} Navy|{d} Air Force|{d} Parliament|{d} Senate|{d} Foreign Ministry|{d} Ministry of Finance|"
    "{d} Interior Ministry|{d} Football Association|{d} Olympic Committee|{d} Workers' Party|{d} Communist Party|"
    "{d} Red Cross|{d} Academy of Sciences|{d} Airlines|{d} Broadcasting Corporation|{d} Democratic Union|"
    "{d} Securities Commission|{d} Coast Guard|{d} Central Bank|{d} Medical Council|{d} Bar Association"
).split("|")
_ALONE = (
    "Ministry of Education|Ministry of Home Affairs|Department of Public Works|Ministry of Water Resources|"
    "National Assembly|Court of Appeal|Constitutional Court|Election Commission|Anti-Corruption Commission|"
    "National Disaster Management Authority|Department of Agriculture|Public Prosecutor's Office|Bureau of Statistics|"
    "House of Representatives|Border Security Force|Federal Investigation Agency|National Police|Reserve Bank|"
    "Progressive People's Party|All People's Congress|Democratic Alliance|National Unity Party|Labour Congress|"
    "Movement for Change|United Opposition|Patriotic Front|Justice Party|Farmers' Union|Maritime Authority"
).split("|")
_FIRMS = (
    "{n} Group|{n} & Sons|{n} Industries|{n} Foods|{n} Energy|{n} Bank|{n} Motors|{n} Capital|{n} Foundation|"
    "{n} Pharmaceuticals|{n} Ltd|{n} Inc.|{n} Media|{n} Cement|{n} Technologies|{n} and {m}|{n} Stores|{n} Partners"
).split("|")


def pools(lines: list[Line], seed: int = 7) -> Pools:
    """Names by type and script: those of the lines, and as many again made of our tables."""
    rng = random.Random(seed)
    found = corpora.names(lines)
    for language, script in (("ar", "ARABIC"), ("ru", "CYRILLIC"), ("uk", "CYRILLIC")):
        found["LOC", script] += [name.split() for name in sorted(set(Locale(language).territories.values()))]
    places, demonyms = _places(), sorted({name for row in _rows() for name in row.demonyms[:1]})
    people = _people(found, rng)
    latin = {
        "PER": people,
        "LOC": [name.split() for name in places],
        "ORG": _bodies(places, demonyms, [name[-1] for name in people], rng),
    }
    for kind, names in latin.items():
        have = found.setdefault((kind, "LATIN"), [])
        have += rng.choices(names, k=max(len(have), 2000))
    return found


def _places() -> list[str]:
    names = [state_name(row.code) for row in _rows()]
    for row in _rows():
        names += row.names + [name for group in row.capitals + row.cities for name in group]
    return sorted(set(names))


def _people(found: Pools, rng: random.Random) -> list[Name]:
    """Given names of the world with the last names of the corpora; a third by the last name alone."""
    given = sorted(given_names())
    last = sorted({name[-1] for name in found["PER", "LATIN"] if len(name) > 1 and name[-1][:1].isupper()})
    made: list[Name] = []
    for _ in range(8000):
        name = [rng.choice(given), rng.choice(last if rng.random() < 0.7 else given)]
        draw = rng.random()
        if draw < 0.33:
            name = name[1:]
        elif draw < 0.45:
            name.insert(1, rng.choice(given))
        elif draw < 0.5:
            name.insert(1, f"{rng.choice(given)[0]}.")
        elif draw < 0.56:
            name.insert(1, rng.choice("bin al de van der von el dos bint ibn da".split()))
        made.append(name)
    return made


def _bodies(places: list[str], demonyms: list[str], last: list[str], rng: random.Random) -> list[Name]:
    """Bodies of places, of peoples, of persons' names, by initials, and those that our table knows."""
    known = [entry.strip() for line in read_lines("names_orgs.txt") for entry in line.partition("|")[0].split(";")]
    made = [name.split() for name in known if name]
    for _ in range(6000):
        draw = rng.random()
        if draw < 0.32:
            text = rng.choice(_OF_PLACES).format(p=rng.choice(places))
        elif draw < 0.5:
            text = rng.choice(_OF_PEOPLES).format(d=rng.choice(demonyms))
        elif draw < 0.62:
            text = rng.choice(_ALONE)
        elif draw < 0.82:
            text = rng.choice(_FIRMS).format(n=rng.choice(last), m=rng.choice(last))
        else:
            text = "".join(rng.choices("ABCDEFGHIKLMNPRSTU", k=rng.choice((2, 3, 3, 3, 4, 4, 5))))
        made.append(text.split())
    return made
