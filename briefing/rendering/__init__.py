"""Edition → bytes: page, print, mail, calendar, text. The only room that draws."""

from briefing.rendering.correction import CorrectionMail
from briefing.rendering.message import Mailing, mail_digest, message
from briefing.rendering.pdf import pdf_engine
from briefing.rendering.render import FORMATS, mailing, render
from briefing.rendering.templates import fill, template_copy, templates_list

__all__ = [
    "FORMATS",
    "CorrectionMail",
    "Mailing",
    "fill",
    "mail_digest",
    "mailing",
    "message",
    "pdf_engine",
    "render",
    "template_copy",
    "templates_list",
]
