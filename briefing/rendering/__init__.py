"""Edition → bytes: page, print, mail, calendar, text. The only room that draws."""

from briefing.rendering.context.weight import why_here
from briefing.rendering.labels import Labels, labels
from briefing.rendering.message import TYPES, CorrectionMail, Mailing, is_subject_of, mail_digest
from briefing.rendering.pdf import pdf_engine
from briefing.rendering.render import FORMATS, mailing, render
from briefing.rendering.templates import asset, fill, looks, template_copy, templates_list

__all__ = [
    "FORMATS", "TYPES", "CorrectionMail", "Labels", "Mailing", "asset", "fill", "is_subject_of", "labels", "looks", "mail_digest",
    "mailing", "pdf_engine", "render", "template_copy", "templates_list", "why_here",
]  # fmt: skip
