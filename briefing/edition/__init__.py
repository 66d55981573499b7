"""Stories + yesterday → Edition: key points, brackets, changes, differences, agenda; and its proof."""

from briefing.edition.compose import Material, compose
from briefing.edition.picks import Picks
from briefing.edition.proof import Fault, prove

__all__ = ["Fault", "Material", "Picks", "compose", "prove"]
