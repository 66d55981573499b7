"""Nouns ↔ JSON: the forms of the contract. pydantic stays here, at the border."""

from briefing.forms.actor import ActorForm
from briefing.forms.article import ArticleForm
from briefing.forms.edition import EditionForm
from briefing.forms.load import load_edition
from briefing.forms.reading import ReadingForm
from briefing.forms.schemas import FORMS, schema
from briefing.forms.story import StoryForm

__all__ = ["FORMS", "ActorForm", "ArticleForm", "EditionForm", "ReadingForm", "StoryForm", "load_edition", "schema"]
