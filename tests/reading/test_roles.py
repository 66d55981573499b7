"""What somebody is, as printed."""

import pytest

from briefing.reading.actors.resolution import resolve
from briefing.reading.names import mentions
from briefing.reading.text.segment import segment
from tests.reading.names import DAY, actor, article, resolved, tagged


@pytest.mark.parametrize(
    ("text", "person", "role", "of"),
    [
        ("Deputy Foreign Minister Sergey Orlov spoke.", "per-sergey-orlov", "Deputy Foreign Minister", None),
        ("Russia's special representative for Syria Alexander Orlov spoke.", "per-alexander-orlov",
         "special representative for Syria", "gpe-ru"),
        ("Deputy Foreign Minister of Russia Sergey Orlov spoke.", "per-sergey-orlov",
         "Deputy Foreign Minister of Russia", "gpe-ru"),
        ("Yuval Stern, director general of Israel's ministry of foreign affairs, spoke.", "per-yuval-stern",
         "director general of Israel's ministry of foreign affairs", "gpe-il"),
        ("Israel's Prime Minister Binyamin Stern spoke.", "per-binyamin-stern", "Prime Minister", "gpe-il"),
        ("Peter Haslinger, Austria's economy minister, spoke.", "per-peter-haslinger", "economy minister", "gpe-at"),
        ("Former President Anna Berg spoke.", "per-anna-berg", "Former President", None),
        ("Acting director Anna Berg spoke.", "per-anna-berg", "Acting director", None),
        ("Anna Berg was appointed ambassador to France.", "per-anna-berg", "ambassador to France", None),
        ("The Syria envoy Anna Berg spoke.", "per-anna-berg", "Syria envoy", None),
        ("Kenyan Health Minister Joseph Mwangi spoke.", "per-joseph-mwangi", "Health Minister", "gpe-ke"),
        ("Alexander Orlov, Russian President Boris Pavlov's special envoy for Syria, spoke.", "per-alexander-orlov",
         "special envoy for Syria", None),
        ("Former Israeli prime minister Anna Berg spoke.", "per-anna-berg", "Former Israeli prime minister", "gpe-il"),
        ("Anna Berg, a former Israeli prime minister, spoke.", "per-anna-berg", "former Israeli prime minister", "gpe-il"),
        ("Anna Berg, chief market economist at Harbour Bank, spoke.", "per-anna-berg",
         "chief market economist at Harbour Bank", "org-harbour-bank"),
        ("Chief investment officer Anna Berg spoke.", "per-anna-berg", "Chief investment officer", None),
        ("Anna Berg, a senior policy adviser, spoke.", "per-anna-berg", "senior policy adviser", None),
        ("Police chief Anna Berg, a mother of two, spoke.", "per-anna-berg", "Police chief", None),
        ("The North Korean leader's envoy, Anna Berg, spoke.", "per-anna-berg", "North Korean leader's envoy", "gpe-kp"),
        ("Anna Berg, the parliament's president, spoke.", "per-anna-berg", "parliament's president", None),
        ("Anna Berg, the EU's chief climate negotiator, spoke.", "per-anna-berg", "chief climate negotiator",
         "org-european-union"),
        ("Anna Berg, Russia's deputy foreign minister, spoke.", "per-anna-berg", "deputy foreign minister", "gpe-ru"),
        ("Anna Berg, chairwoman and chief executive of Harbour Bank, spoke.", "per-anna-berg",
         "chairwoman and chief executive of Harbour Bank", "org-harbour-bank"),
        ("Co-founder of Harbour Bank, Anna Berg, spoke.", "per-anna-berg", "Co-founder of Harbour Bank", "org-harbour-bank"),
        ("The Prime Minister of Austria, Mr. Peter Haslinger, spoke.", "per-peter-haslinger", "Prime Minister of Austria",
         "gpe-at"),
        ("A lecture by illustrator Anna Berg ended.", "per-anna-berg", "illustrator", None),
        ("The Shadow Home Secretary Anna Berg spoke.", "per-anna-berg", "Shadow Home Secretary", None),
        ("Harbour Bank rose. The bank's CEO, Anna Berg, spoke.", "per-anna-berg", "bank's CEO", "org-harbour-bank"),
        ("Commander of the fleet Gen. Anna Berg spoke.", "per-anna-berg", "Commander of the fleet", None),
        ("Austria votes. President Anna Berg spoke.", "per-anna-berg", "President", "gpe-at"),
        ("A rival accused Prime Minister Anna Berg of lying.", "per-anna-berg", "Prime Minister", None),
        ("The president and finance minister Anna Berg spoke.", "per-anna-berg", "president and finance minister", None),
        ("Gang member Anna Berg spoke.", "per-anna-berg", "Gang member", None),
        ("Speaker Anna Berg spoke. Anna Berg, the parliament's speaker, left.", "per-anna-berg", "parliament's speaker", None),
        ("Agents checked on accused grain smuggler Anna Berg.", "per-anna-berg", "accused grain smuggler", None),
        ("A talk by former court reporter Anna Berg ended.", "per-anna-berg", "former court reporter", None),
        ("The firm hired tour manager Anna Berg.", "per-anna-berg", "manager", None),
        ("A photographer named Anna Berg took it.", "per-anna-berg", "photographer", None),
        ("On Monday president-elect Anna Berg spoke.", "per-anna-berg", "president-elect", None),
        ("Minister of Justice Anna Berg spoke.", "per-anna-berg", "Minister of Justice", None),
        ("Justice Anna Berg spoke.", "per-anna-berg", "Justice", None),
        ("Harbour Bank risk analyst Anna Berg spoke.", "per-anna-berg", "Harbour Bank risk analyst", "org-harbour-bank"),
        ("Commerce Secretary Anna Berg spoke.", "per-anna-berg", "Commerce Secretary", None),
        ("Anna Berg resigns as the Secretary of Justice in the midst of a scandal.", "per-anna-berg", "Secretary of Justice", None),
        ("Anna Berg resigns as Austria's Minister for Justice amid protests.", "per-anna-berg", "Minister for Justice", "gpe-at"),
        ("Anna Berg, leader of the Kenyan group Harbour Bank, spoke.", "per-anna-berg",
         "leader of the Kenyan group Harbour Bank", "org-harbour-bank"),
        ("Harbour Bank fell. Deposed president Anna Berg spoke.", "per-anna-berg", "president", None),
        ("Former United States FBI director Anna Berg spoke.", "per-anna-berg", "Former United States FBI director",
         "org-federal-bureau-of-investigation"),
        ("Anna Berg, the U.S. under secretary of state for arms control, spoke.", "per-anna-berg",
         "under secretary of state for arms control", "gpe-us"),
        ("The band's drummer, Anna Berg, spoke.", "per-anna-berg", "band's drummer", None),
        ("The statement came from her publicist, Anna Berg.", "per-anna-berg", "publicist", None),
        ("Ivan Orlov, a restaurateur, spoke.", "per-ivan-orlov", "restaurateur", None),
        ("Ivan Orlov, the uncle of Anna Berg, spoke.", "per-ivan-orlov", "uncle of Anna Berg", None),
        ("Ivan Orlov (born 1949) is an occasional columnist.", "per-ivan-orlov", "occasional columnist", None),
        ("A special prosecutor, Anna Berg, spoke.", "per-anna-berg", "special prosecutor", None),
        ("“It is an honour,” said Anna Berg, president, Harbour Bank.", "per-anna-berg", "president", "org-harbour-bank"),
        ("Anna Berg, a supporter of Austria, spoke.", "per-anna-berg", "supporter of Austria", None),
    ],
)  # fmt: skip
def test_roles_before_and_after_names(text: str, person: str, role: str, of: str | None) -> None:
    """A role is quoted as it stands, with the article's day and whom it belongs to."""
    found = actor(resolved(text), person)
    assert [one.text for one in found.roles] == [role]
    assert found.roles[0].day == DAY
    assert found.affiliation == of


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("The Minister of Education Dr. Anna Berg spoke.", "Minister of Education"),
        ("His Highness the Crown Prince Sheikh Anna Berg spoke.", "Crown Prince"),
        ("Anna Berg, secretary of the Road Transport and Highway Division, spoke.",
         "secretary of the Road Transport and Highway Division"),
        ("Anna Berg, the minister of water and energy, spoke.", "minister of water and energy"),
        ("The Fuel and Energy Minister Anna Berg spoke.", "Fuel and Energy Minister"),
        ("The Dutch climate and energy minister Anna Berg spoke.", "climate and energy minister"),
        ("Justice, Culture and Foreign Affairs Minister Anna Berg spoke.", "Justice, Culture and Foreign Affairs Minister"),
        ("The Minister of Construction, Transport and Energy Anna Berg spoke.", "Minister of Construction, Transport and Energy"),
        ("On Tuesday, Trade and Industry Minister Anna Berg spoke.", "Trade and Industry Minister"),
        ("Meanwhile, Petroleum Minister Anna Berg spoke.", "Petroleum Minister"),
        ("Anna Berg, deputy procurator-general of the court, spoke.", "deputy procurator-general of the court"),
    ],
)  # fmt: skip
def test_a_role_is_neither_cut_nor_too_long(text: str, role: str) -> None:
    """What joins two parts of an office stays; courtesies, and what begins the next clause, do not."""
    read = article(text)
    sentences = segment(read)
    found = mentions.find(read, sentences, tagged(text, [("Anna Berg", "PER")], sentences))
    person = actor(resolve(read, sentences, found), "per-anna-berg")
    assert [one.text for one in person.roles] == [role]


@pytest.mark.parametrize(
    ("language", "text", "role"),
    [
        ("fr", "L'ancienne ministre de la Pêche, Anna Berg, a parlé.", "ancienne ministre de la Pêche"),
        ("es", "Habló Anna Berg, directora general de la Oficina de Puertos.", "directora general de la Oficina de Puertos"),
        ("it", "Il ministro incontra Anna Berg.", None),
        ("pt", "O porta-voz do ministro, Anna Berg, falou.", "porta-voz do ministro"),
        ("de", "Das teilte Hafenministerin Anna Berg mit.", "Hafenministerin"),
        ("de", "Die frühere Präsidentin des Landtags, Anna Berg, sprach.", "frühere Präsidentin des Landtags"),
        ("ru", "Заместитель министра рыболовства Anna Berg выступила.", "Заместитель министра рыболовства"),
        ("ru", "Президент принял Anna Berg.", None),
        ("de", "Hochspringerin Anna Berg fehlt.", "Hochspringerin"),
        ("de", "Anna Berg, stellvertretende Bürgermeisterin der Gemeinde, sprach.", "stellvertretende Bürgermeisterin der Gemeinde"),
        ("de", "Das gab Anna Berg, sagte Bürgermeister Jan Moll.", None),
        ("de", "Der Chef der Agentur (ABC), Anna Berg, sprach.", "Chef der Agentur"),
        ("de", "Auch Anna Berg sprach.", None),
        ("pt", "O trombonista botafoguense Anna Berg tocou.", "trombonista botafoguense"),
        ("pt", "O diretor-presidente da empresa, Anna Berg, falou.", "diretor-presidente da empresa"),
        ("pt", "O ministro criticou Anna Berg.", None),
        ("fr", "L'ingénieur Anna Berg a parlé.", "ingénieur"),
        ("es", "Detuvieron al taxista Anna Berg.", "taxista"),
        ("tr", "Ankara'da Liman Bakanı Anna Berg konuştu.", "Liman Bakanı"),
    ],
)  # fmt: skip
def test_roles_in_other_languages(language: str, text: str, role: str | None) -> None:
    """An office with what it is of, in the words and order of its language; a verb between is no part of it."""
    read = article(text, language=language)
    sentences = segment(read)
    found = mentions.find(read, sentences, tagged(text, [("Anna Berg", "PER")], sentences))
    person = actor(resolve(read, sentences, found), "per-anna-berg")
    assert [one.text for one in person.roles] == ([role] if role else [])


def test_the_role_of_the_one_is_not_the_others() -> None:
    """In "aide to President X", X is the president and nobody's aide."""
    found = actor(resolved("An aide to President Anna Berg spoke."), "per-anna-berg")
    assert [one.text for one in found.roles] == ["President"]


def test_a_role_is_kept_once() -> None:
    """The same role printed twice is one role."""
    found = actor(resolved("Minister Anna Berg came. The minister Anna Berg left."), "per-anna-berg")
    assert [one.text for one in found.roles] == ["Minister"]


def test_nobody_is_given_a_role_from_afar() -> None:
    """A role that stands with no name is nobody's."""
    found = actor(resolved("The minister was late when Anna Berg came."), "per-anna-berg")
    assert found.roles == ()


@pytest.mark.parametrize(
    "text", ["Harbour Bank's Anna Berg spoke.", "Anna Berg of Harbour Bank spoke.", "Anna Berg (Harbour Bank) spoke."]
)
def test_a_body_beside_a_name_is_whom_the_person_acts_for(text: str) -> None:
    """No role is needed for it."""
    assert actor(resolved(text), "per-anna-berg").affiliation == "org-harbour-bank"


@pytest.mark.parametrize(
    "text",
    [
        "Later Anna Berg spoke.",
        "Karl Moe, whom Anna Berg tapped as her ambassador, spoke.",
        "They rejected the Anna Berg administration as a mediator.",
        "It was when Anna Berg was a minister of state.",  # no longer
        "Austria votes with Poland. President Anna Berg spoke in Vienna.",  # whose president is not said
    ],
)
def test_what_is_not_plain_is_not_printed(text: str) -> None:
    """Neither a word that is no role nor a state that may be another."""
    found = actor(resolved(text), "per-anna-berg")
    assert found.affiliation is None
    assert [one.text for one in found.roles] in ([], ["President"])
