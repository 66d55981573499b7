"""The styles of Word files."""

from dataclasses import dataclass

from lxml import etree

from briefing.sources.formats.trees import attribute, local_name

#: How "not" is written of a property.
OFF = ("0", "false", "off")
_DEEPEST = 100


@dataclass(frozen=True, slots=True)
class Style:
    """A style's name, casefolded, the level of its headings (0 for none), and whether it hides."""

    name: str = ""
    level: int = 0
    hides: bool = False


def read_styles(root: etree._Element | None) -> dict[str, Style]:
    """Styles by their ids, each with what it takes over from the one that it is based on."""
    elements = {
        attribute(style, "styleId"): style
        for style in (root if root is not None else ())
        if local_name(style) == "style"
    }
    found: dict[str, Style] = {}

    def read(identity: str, depth: int) -> Style:
        if identity in found or identity not in elements or depth > _DEEPEST:
            return found.get(identity, Style())
        said = {local_name(each): attribute(each, "val") for each in elements[identity].iter()}
        base = read(said.get("basedOn", ""), depth + 1)
        name = said.get("name", "").casefold()
        outline = said.get("outlineLvl", "")
        level = int(outline) + 1 if outline.isdigit() else heading_level(name) or base.level
        hides = said["vanish"].lower() not in OFF if "vanish" in said else base.hides
        found[identity] = Style(name, level, hides)
        return found[identity]

    return {identity: read(identity, 0) for identity in elements}


def heading_level(name: str) -> int:
    """The level of headings of a style of this name, casefolded; 0 for none."""
    if name == "title":
        return 1
    return int(name[-1]) if name.startswith("heading") and name[-1:].isdigit() else 0
