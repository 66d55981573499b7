"""A day of twenty invented stories, none like another."""

from datetime import date

from briefing.model import Article
from tests.proving.news import articles

DAY = date(2019, 1, 29)
_TOLD = (
    ("Norland parliament backs pension law", "Norland's parliament passed the pension law on Tuesday by 88 votes to 61. Prime Minister Olav Brandt said that retirement would begin at 67. Unions announced a strike for 4 February."),
    ("Quake of magnitude 6.1 shakes Tamar islands", "An earthquake of magnitude 6.1 struck the Tamar islands on Tuesday, killing at least 14 people. Rescue teams searched collapsed schools in Kelo. The geological service warned of aftershocks until Friday."),
    ("Orvia central bank holds rate", "The central bank of Orvia held its main rate at 4.5 percent on Tuesday. Governor Lena Brask said inflation would fall to 2 percent by March. The bank meets again on 12 March."),
    ("Sarland envoy arrives for fishing talks", "Sarland's envoy Tor Haldane arrived in Velden on Tuesday for talks on fishing rights. Foreign Minister Ada Quill demanded that patrol boats leave Cape Dorn. The accord is to be signed on 11 February."),
    ("Measles outbreak closes schools in Brenne", "Health officials in Brenne closed nine schools on Tuesday after 57 cases of measles. Doctor Ines Valco said that most of the children had not been vaccinated. Vaccination buses will tour the valley this week."),
    ("Court jails former minister for bribery", "A court in Lusk sentenced former transport minister Hugo Salter to seven years in prison on Tuesday for taking bribes. Judge Mara Tell said that he had sold road contracts. His lawyers will appeal."),
    ("Rebels seize the airfield of Daro", "Rebels seized the airfield of Daro on Tuesday after two days of shelling, the army of Kessia said. General Amos Rook said that 30 soldiers had died. The United Nations called for a ceasefire."),
    ("Ferry sinks in the strait of Hollin", "A ferry with 80 passengers sank in the strait of Hollin on Tuesday night. The coastguard saved 71 people; nine are missing. Captain Sven Arlo was questioned by police."),
    ("Carmaker Vendt to cut 4,000 jobs", "The carmaker Vendt said on Tuesday that it would cut 4,000 jobs in its plant at Orre. Chief executive Petra Lund blamed weak demand for diesel engines. The works council meets on Thursday."),
    ("Floods drive thousands from the Maren delta", "Floods drove 12,000 people from their homes in the Maren delta on Tuesday. The river rose to nine metres at Sol bridge. Governor Idris Kane asked the army for boats."),
    ("Astronomers find water on a distant planet", "Astronomers at the Halden observatory reported water vapour on a planet 110 light years away. The finding appeared on Tuesday in a journal. Professor Yuki Arden called it the best target for the next telescope."),
    ("President Corso dissolves the assembly of Valdia", "President Elena Corso dissolved the assembly of Valdia on Tuesday and called elections for 24 March. The opposition leader Dario Venn spoke of a coup. Crowds gathered before the palace in Mirra."),
    ("Wheat prices reach a ten-year high", "Wheat prices reached a ten-year high on Tuesday after a drought in the plains of Tessel. Traders in Port Arden paid 290 crowns a tonne. The ministry of agriculture ruled out a ban on exports."),
    ("Cyber attack stops trams in Velden", "A cyber attack stopped all trams in Velden for five hours on Tuesday. The transport company said that no data had been stolen. Investigators traced the attack to servers in three countries."),
    ("Museum returns bronze statues to Ashanda", "The national museum in Lusk returned eleven bronze statues to Ashanda on Tuesday. Director Clara Moor said that soldiers had looted them in 1897. A ceremony is planned in the city of Oru."),
    ("Volcano Skarn throws ash over the north", "The volcano Skarn threw ash eight kilometres high on Tuesday and closed two airports. Farmers were told to keep their cattle inside. Scientists expect further eruptions."),
    ("Border crossing at Pell reopens after six years", "The border crossing at Pell between Norland and Tessia reopened on Tuesday after six years. Forty lorries passed in the first hour. Customs chief Bram Oster spoke of a new beginning."),
    ("Miners trapped under Greyhill are alive", "Eleven miners trapped under Greyhill since Sunday are alive, rescuers said on Tuesday. A drill reached their chamber at noon. Engineer Rosa Klim expects to bring them up on Thursday."),
    ("Refugee camp at Senn burns down", "Fire destroyed the refugee camp at Senn on Tuesday and left 3,200 people without shelter. The agency for refugees sent tents. The cause of the fire is not known."),
    ("Navy of Tessia tests a submarine missile", "The navy of Tessia tested a missile from a submarine on Tuesday, the defence ministry said. It flew 900 kilometres over the sea of Tam. Neighbouring Kessia protested."),
)  # fmt: skip
OUTLETS = ("Harbour Wire", "Northern Ledger", "Velden Post", "Gulf Observer")


def told() -> list[Article]:
    """Each story by one outlet, every third by a second one in its own words."""
    made = []
    for n, (title, text) in enumerate(_TOLD):
        made += articles(((OUTLETS[n % 4], title, text),), DAY)
        if n % 3 == 0:
            first, second, *rest = text.split(". ")
            words = f"{second}. According to officials, {first[0].lower() + first[1:]}. {'. '.join(rest)}"
            made += articles(((OUTLETS[(n + 1) % 4], f"{title}, officials say", words),), DAY)
    return made
