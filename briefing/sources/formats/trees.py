"""Trees of XML and HTML: parsed without reaching out, and asked their names, their attributes and their words."""

from lxml import etree, html

from briefing.errors import InputError


def mended_root(data: bytes) -> etree._Element | None:
    """The root of an XML document, what is no XML in it borne; None where nothing stands in it."""
    try:
        return _root(data, mending=True)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _root(data: bytes, *, mending: bool) -> etree._Element | None:
    """The root, no entity resolved and nothing loaded."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, recover=mending
    )
    return etree.fromstring(data, parser)


def sound_root(data: bytes, name: str, what: str, remedy: str = "save it again") -> etree._Element:
    """As `mended_root`, of a sound document that is part of the input ``name``.

    Raises:
        InputError: if it is a damaged ``what``.
    """
    try:
        root = _root(data, mending=False)
    except etree.XMLSyntaxError as error:
        raise InputError(name, f"a damaged {what} ({error.msg})", remedy) from error
    if root is None:
        raise InputError(name, f"a damaged {what}", remedy)
    return root


def html_tree(markup: str) -> html.HtmlElement | None:
    """``markup`` parsed, however broken; None where it holds nothing."""
    try:
        return html.document_fromstring(markup)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def local_name(element: etree._Element) -> str:
    """Its name without its namespace; "" of comments and the like."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def attribute(element: etree._Element, name: str) -> str:
    """The value of its attribute of this name in any namespace; "" where it has none."""
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")


def flat(element: etree._Element) -> str:
    """All its words on one line."""
    return " ".join("".join(map(str, element.itertext())).split())
