"""Claims that an article refutes: never quoted without their verdict; what is only disputed stays."""

import pytest

from briefing.reading.facts.claims import marked
from briefing.reading.text.segment import segment
from briefing.sources.draft import Draft
from briefing.sources.page.finishing import finish

REFUTED = [
    ("en", ["CLAIM: The agency called the army an enemy.", "ASSESSMENT: False. It issued no such statement."]),
    ("en", ["What was claimed", "The council has banned wood stoves.", "Our verdict", "It has asked for views on a limit."]),
    ("en", ["Mr Dorn said on Tuesday that crime had doubled.", "That is false.", "It fell by 11 percent, police say."]),
    ("en", ["A video shared on Facebook shows the dam bursting.", "The footage was filmed in Laos in 2018."]),
    ("de", ["In Netzwerken wird behauptet, das Bargeld werde abgeschafft.", "Das ist falsch."]),
    ("es", ["Circula un mensaje que asegura que el banco cerrará el lunes.", "Es falso. El banco abrirá."]),
]  # fmt: skip
DISPUTED = [
    ["The army claimed on Sunday to have taken Karvel.", "The rebels denied this."],
    ["Shares of Norline rose on a report that Vasco would bid for it.", "Vasco said the report was false."],
    ["A court in Vell threw out a claim for 90 million.", "The judge said that the claim was baseless."],
    ["He said the accusation that he had hidden it was false.", "The premier named his deputy to succeed him."],
]


def quotable(lines: list[str], language: str = "en") -> list[str]:
    """What may be printed of an article of these paragraphs."""
    article = finish(Draft(origin="x", title="Talks at the harbour", text="\n\n".join(lines), language=language))
    sentences = marked(article, segment(article))
    return [sent.span.of(article.text) for sent in sentences if sent.quotable]


@pytest.mark.parametrize(("language", "lines"), REFUTED)
def test_a_claim_is_not_quoted_without_its_verdict(language: str, lines: list[str]) -> None:
    """What was found is; the claim is the first or second line of each, the verdict the last."""
    claim = lines[1] if lines[0] == "What was claimed" else lines[0]
    printed = " ".join(quotable(lines, language))
    assert claim not in printed
    assert lines[-1] in printed


@pytest.mark.parametrize("lines", DISPUTED)
def test_what_others_deny_is_news(lines: list[str]) -> None:
    """The article itself does not say who is right."""
    assert quotable(lines) == lines
