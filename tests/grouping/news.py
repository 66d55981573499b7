"""A few days of invented news, read by the real reader: three floods, a strike, an election, a merger."""

import functools
from datetime import UTC, date, datetime, timedelta

from briefing.model import Reading
from briefing.reading.reader import read
from briefing.settings import ReadingSettings
from tests import make

DAY = date(2025, 3, 4)

FLOOD_A = (
    "The river Orlen burst its banks at Tarvik on Tuesday, killing at least nine people and driving thousands from "
    "their homes, the Norland civil defence agency said. Rescuers in boats took families from the roofs of the old town "
    "through the night. Governor Maria Lund declared an emergency and asked the army for helicopters. The water stood "
    "three metres high at the railway station, and trains between Tarvik and the capital were cancelled. Forecasters "
    "expect the Orlen to crest on Thursday."
)
FLOOD_B = (
    "Nine dead in Tarvik flood. Norland's army flew helicopters to the town of Tarvik on Tuesday after the Orlen river "
    "flooded the old town and killed nine people. Maria Lund, the governor, said that four thousand residents had been "
    "moved to schools and sports halls. Survivors described a wave that came before dawn. Rail traffic to the capital "
    "stopped, and the civil defence agency warned that the river had not reached its highest level yet."
)
OTHER_FLOOD = (
    "The river Duvane flooded the market town of Kessel in southern Belmaria on Tuesday, killing six people and driving "
    "hundreds from their homes, the interior ministry said. Firemen in boats rescued families from roofs. Mayor Pieter "
    "Vos blamed a dam upstream that had opened its gates without a warning. The prime minister, Anna Brandt, cut short a "
    "visit to Lisbon. The Duvane is expected to fall from Wednesday."
)
STRIKE_A = (
    "Dock workers at the port of Halden walked out on Monday over pay, leaving forty ships waiting off the coast. Their "
    "union, the Harbour Federation, wants eight per cent more. Jan Ekholm, who runs the port company, said that the "
    "demand would ruin it. Talks are to go on on Wednesday under a mediator named by the labour ministry."
)
STRIKE_B = (
    "Forty ships wait off Halden as dockers strike. The Harbour Federation called its members out on Monday after the "
    "port company refused a rise of eight per cent. The company's head, Jan Ekholm, spoke of ruin; the union spoke of "
    "profits. A mediator will see both sides on Wednesday, the labour ministry said."
)
ELECTION = (
    "Voters in Belmaria gave the Reform Party of Anna Brandt a narrow majority on Sunday, according to the electoral "
    "commission. Turnout was 71 per cent, the highest in twenty years. The opposition leader, Karel Maas, conceded and "
    "wished the prime minister luck with a budget that he called a fairy tale."
)
MERGER = (
    "Vantor, a maker of wind turbines, will buy its smaller rival Aeolis for 2.4 billion euros in shares, both companies "
    "said on Tuesday. Regulators in three countries have to agree. Vantor's shares fell by six per cent in Frankfurt; "
    "those of Aeolis rose by a fifth."
)


@functools.cache
def told(text: str, title: str = "", source: str = "Harbour Wire", hours: float = 0.0, language: str = "en") -> Reading:
    """A reading of ``text`` published ``hours`` after noon of `DAY`."""
    published = datetime(DAY.year, DAY.month, DAY.day, 12, tzinfo=UTC) + timedelta(hours=hours)
    return read(make.article(text, title, source=source, day=published, language=language), ReadingSettings())


def day_of_news() -> list[Reading]:
    """Two reports each of a flood and a strike, and one each of another flood, an election and a merger."""
    return [
        told(FLOOD_A, "At least nine dead as Orlen floods Tarvik"),
        told(FLOOD_B, "Army helicopters sent to flooded Tarvik", "Gulf Observer", 3),
        told(OTHER_FLOOD, "Six killed by Duvane flood in Belmaria", "Gulf Observer", 1),
        told(STRIKE_A, "Dockers walk out at Halden", "Northern Ledger", -20),
        told(STRIKE_B, "Ships queue as Halden dockers strike", "Harbour Wire", -18),
        told(ELECTION, "Brandt wins narrow majority in Belmaria", "Northern Ledger", -30),
        told(MERGER, "Vantor buys Aeolis for 2.4 billion euros", "Northern Ledger", 2),
    ]
