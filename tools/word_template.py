"""Writes `templates/edition.docx`, the styles that the Word edition is set in: ``python -m tools.word_template``.

Whoever wants another look opens a copy of that file in a word processor; this page only says how the bundled one came
about, so that it can be made again, byte for byte.
"""

import io
import zipfile
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "templates" / "edition.docx"

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
INK, SOFT, ACCENT, LINE = "16181D", "4A4F59", "14315E", "C3C9D4"
_SANS = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/>'


def _run(*, size: float = 0, color: str = "", bold: bool = False, sans: bool = False) -> str:
    """Run properties in the order of the schema; sizes in points."""
    said = _SANS if sans else ""
    said += "<w:b/><w:bCs/>" if bold else ""
    said += f'<w:color w:val="{color}"/>' if color else ""
    said += f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>' if size else ""
    return f"<w:rPr>{said}</w:rPr>" if said else ""


def _style(
    name: str,
    run: str = "",
    *,
    kind: str = "paragraph",
    before: float = 0,
    after: float = 0,
    more: str = "",
    tail: str = "",
    following: str = "",
) -> str:
    """A style; spaces in points, ``more`` before the spacing and ``tail`` after it, in the order of the schema."""
    id_ = name.replace(" ", "")
    standard = name in ("Normal", "Title") or name.startswith("heading")
    spacing = f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"/>'
    paragraph = f"<w:pPr>{more}{spacing}{tail}</w:pPr>" if kind == "paragraph" else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{id_}"'
        + (' w:default="1"' if name == "Normal" else "")
        + ("" if standard or name in ("header", "footer", "Hyperlink") else ' w:customStyle="1"')
        + f'><w:name w:val="{name}"/>'
        + ('<w:basedOn w:val="Normal"/>' if kind == "paragraph" and name != "Normal" else "")
        + (f'<w:next w:val="{following}"/>' if following else "")
        + f"<w:qFormat/>{paragraph}{run}</w:style>"
    )


def _rule(side: str, size: int, color: str) -> str:
    return f'<w:pBdr><w:{side} w:val="single" w:sz="{size}" w:space="4" w:color="{color}"/></w:pBdr>'


def _styles() -> str:
    keep = "<w:keepNext/><w:keepLines/>"
    numbered = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    dashed = '<w:numPr><w:numId w:val="2"/></w:numPr>'
    tabs = '<w:tabs><w:tab w:val="right" w:pos="9638"/></w:tabs>'
    hanging = '<w:ind w:left="567" w:hanging="567"/>'
    return "".join((
        (f'<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Georgia" w:hAnsi="Georgia" '
        f'w:eastAsia="Georgia" w:cs="Arial"/><w:color w:val="{INK}"/><w:sz w:val="21"/><w:szCs w:val="21"/>'
        '<w:lang w:val="en-GB" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
        '<w:widowControl/><w:spacing w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'),
        _style("Normal", after=4),
        _style("Title", _run(size=27, color=ACCENT, bold=True), after=2, more=keep, following="BriefDateline"),
        _style("Brief Marking", _run(size=8.5, color=SOFT, sans=True), after=6, more=tabs),
        _style("Brief Dateline", _run(size=8.5, color=SOFT, sans=True), after=10,
               more=_rule("bottom", 8, ACCENT) + tabs),
        _style("heading 1", _run(size=10, color=ACCENT, bold=True, sans=True), before=14, after=5,
               more=keep + _rule("top", 8, ACCENT), tail='<w:outlineLvl w:val="0"/>'),
        _style("heading 2", _run(size=13, bold=True), before=10, after=2, more=keep, tail='<w:outlineLvl w:val="1"/>'),
        _style("heading 3", _run(size=11, bold=True), before=7, after=1, more=keep, tail='<w:outlineLvl w:val="2"/>'),
        _style("Brief Headline", _run(size=11.5, bold=True), before=5, after=1, more=keep + numbered, tail=hanging),
        _style("Brief Sentence", after=2, tail='<w:ind w:left="567"/>'),
        _style("Brief Point", after=3, more=dashed, tail='<w:ind w:left="284" w:hanging="284"/>'),
        _style("Brief Credit", _run(size=8.5, color=SOFT, sans=True), after=2, tail='<w:ind w:left="567"/>'),
        _style("Brief Line", _run(size=9.5), after=2, tail='<w:ind w:left="1701" w:hanging="1701"/>'),
        _style("Brief Status", _run(size=8.5, color=SOFT, sans=True), after=2, more="<w:keepNext/>"),
        _style("Brief Facts", _run(size=8.5, color=SOFT, sans=True), after=2, tail='<w:ind w:left="284"/>'),
        _style("Brief Source", _run(size=8.5), after=1, tail=hanging),
        _style("Brief Small", _run(size=8.5, color=SOFT), before=2, after=2),
        _style("header", _run(size=8, color=SOFT, sans=True), more=tabs),
        _style("footer", _run(size=8, color=SOFT, sans=True), more=tabs),
        _style("Brief Label", _run(bold=True, sans=True), kind="character"),
        _style("Brief Citation", _run(size=8, color=ACCENT, sans=True), kind="character"),
        _style("Brief Added", _run(color=SOFT), kind="character"),
        _style("Hyperlink", _run(color=ACCENT), kind="character"),
        ('<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
        '<w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'),
        ('<w:style w:type="table" w:customStyle="1" w:styleId="BriefTable"><w:name w:val="Brief Table"/>'
        '<w:basedOn w:val="TableNormal"/><w:qFormat/><w:pPr><w:spacing w:before="30" w:after="30"/></w:pPr>'
        f'<w:rPr>{_SANS}<w:sz w:val="17"/><w:szCs w:val="17"/></w:rPr><w:tblPr><w:tblBorders>'
        f'<w:top w:val="single" w:sz="8" w:space="0" w:color="{ACCENT}"/>'
        f'<w:bottom w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>'
        f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/></w:tblBorders><w:tblCellMar>'
        '<w:left w:w="0" w:type="dxa"/><w:right w:w="113" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/><w:color w:val="{ACCENT}"/></w:rPr></w:tblStylePr>'
        "</w:style></w:styles>"),
    ))  # fmt: skip


def _numbering() -> str:
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{}"/>{}<w:lvlText w:val="{}"/><w:lvlJc w:val="left"/>'
    )
    headline = level.format("decimal", '<w:pStyle w:val="BriefHeadline"/>', "%1")
    point = level.format("bullet", '<w:pStyle w:val="BriefPoint"/>', "–")
    return (
        f'<w:numbering {_W}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>{headline}'
        '<w:pPr><w:ind w:left="567" w:hanging="567"/></w:pPr>' + _run(color=ACCENT, bold=True) + "</w:lvl>"
        f'</w:abstractNum><w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="singleLevel"/>{point}'
        '<w:pPr><w:ind w:left="284" w:hanging="284"/></w:pPr>' + _run(color=SOFT) + "</w:lvl></w:abstractNum>"
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
        "</w:numbering>"
    )


def _text(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} ">{_text("1")}</w:fldSimple>'


def _parts() -> dict[str, str]:
    tab = "<w:r><w:tab/></w:r>"
    header = f'<w:p><w:pPr><w:pStyle w:val="header"/></w:pPr>{_text("{title} · {date}")}{tab}{_text("{marking}")}</w:p>'
    pages = _field("PAGE") + _text(" / ") + _field("NUMPAGES")
    footer = f'<w:p><w:pPr><w:pStyle w:val="footer"/></w:pPr>{_text("{number}")}{tab}{pages}</w:p>'
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:footerReference w:type="default" r:id="rId5"/>'
        '<w:footerReference w:type="first" r:id="rId5"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" '
        'w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/><w:titlePg/>'
        "</w:sectPr>"
    )
    kinds = {
        "document": "document.main", "styles": "styles", "settings": "settings", "numbering": "numbering",
        "header1": "header", "footer1": "footer",
    }  # fmt: skip
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{kind}+xml"/>' for name, kind in kinds.items()
    )
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_REL}/{name.rstrip("1")}" Target="{name}.xml"/>'
        for n, name in enumerate(list(kinds)[1:], 1)
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    return {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType='
        f'"application/xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type='
        f'"{_REL}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships">{links}</Relationships>',
        "word/document.xml": f"<w:document {_W} {_R}><w:body>{section}</w:body></w:document>",
        "word/styles.xml": _styles(),
        "word/settings.xml": f'<w:settings {_W}><w:defaultTabStop w:val="567"/><w:characterSpacingControl '
        'w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>',
        "word/numbering.xml": _numbering(),
        "word/header1.xml": f"<w:hdr {_W}>{header}</w:hdr>",
        "word/footer1.xml": f"<w:ftr {_W}>{footer}</w:ftr>",
    }


def template() -> bytes:
    """The file; the same bytes each time."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        for name, content in _parts().items():
            said = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{content}'
            file.writestr(zipfile.ZipInfo(name), said.encode(), zipfile.ZIP_STORED)
    return stream.getvalue()


if __name__ == "__main__":
    TARGET.write_bytes(template())
