"""Makes `templates/fonts` from the full faces: ``python -m tools.fonts SERIF_DIR SANS_DIR NASKH_DIR``.

The folders hold Adobe's `source-serif` and `source-sans` (npm, full TTF) and `@fontsource/noto-naskh-arabic`.
Faces are cut to the scripts that the labels and most of the world's wires need, and renamed, since the
OFL reserves the name "Source" for the originals. PDF takes the TTF (no unpacking at run time), the
screen takes WOFF2 pieces by script, of which a page carries only those whose characters it prints.
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

OUT = Path(__file__).resolve().parent.parent / "templates" / "fonts"

#: Script → code points; `briefing.rendering.fonts.SCRIPTS` says the same to the page.
SCRIPTS: dict[str, list[tuple[int, int]]] = {
    "latin": [(0x20, 0x7E), (0xA0, 0xFF), (0x131, 0x131), (0x152, 0x153), (0x2000, 0x206F), (0x20AC, 0x20AC),
              (0x2116, 0x2116), (0x2122, 0x2122), (0x2190, 0x2193), (0x2212, 0x2212), (0xFEFF, 0xFFFD)],
    "latin-ext": [(0x100, 0x130), (0x132, 0x151), (0x154, 0x17F), (0x18F, 0x18F), (0x1C4, 0x1CC), (0x1E6, 0x1E7),
                  (0x218, 0x21B), (0x259, 0x259), (0x1E9E, 0x1E9E)],
    "latin-more": [(0x180, 0x18E), (0x190, 0x1C3), (0x1CD, 0x1E5), (0x1E8, 0x217), (0x21C, 0x24F), (0x2BB, 0x2BC),
                   (0x300, 0x338), (0x1E00, 0x1E9D), (0x1E9F, 0x1EFF), (0x2070, 0x209F), (0x20A0, 0x20AB),
                   (0x20AD, 0x20C0), (0x2150, 0x218F), (0x2200, 0x2211), (0x2213, 0x22FF)],
    "cyrillic": [(0x400, 0x52F)],
    "greek": [(0x370, 0x3FF)],
}  # fmt: skip
ARABIC = [
    (0x20, 0x20),
    (0x600, 0x6FF),
    (0x750, 0x77F),
    (0x8A0, 0x8FF),
    (0xFB50, 0xFDFF),
    (0xFE70, 0xFEFC),
    (0x200C, 0x200F),
]
FEATURES = [
    "kern",
    "mark",
    "mkmk",
    "ccmp",
    "locl",
    "tnum",
    "lnum",
    "pnum",
    "liga",
    "calt",
    "init",
    "medi",
    "fina",
    "isol",
    "rlig",
]


def main(serif: Path, sans: Path, naskh: Path) -> None:
    """Write every face; prints the sizes."""
    everything = [pair for ranges in SCRIPTS.values() for pair in ranges]
    for source, name, family, style in (
        (serif / "SourceSerif4-Regular.ttf", "serif-regular", "Brief Serif", "Regular"),
        (serif / "SourceSerif4Subhead-Semibold.ttf", "serif-semibold", "Brief Serif", "Semibold"),
        (sans / "SourceSans3-Regular.ttf", "sans-regular", "Brief Sans", "Regular"),
        (sans / "SourceSans3-Semibold.ttf", "sans-semibold", "Brief Sans", "Semibold"),
    ):
        _cut(source, OUT / f"{name}.ttf", everything, family, style)
        for script, ranges in SCRIPTS.items():
            _cut(source, OUT / f"{name}-{script}.woff2", ranges, family, style)
    for weight, style in (("400", "regular"), ("600", "semibold")):
        source = naskh / f"noto-naskh-arabic-arabic-{weight}-normal.woff2"
        _cut(source, OUT / f"naskh-{style}.ttf", ARABIC, "Brief Naskh", style.title())
        _cut(source, OUT / f"naskh-{style}-arabic.woff2", ARABIC, "Brief Naskh", style.title())
    for path in sorted(OUT.iterdir()):
        print(f"{path.stat().st_size:8d}  {path.name}")


def _cut(source: Path, target: Path, ranges: list[tuple[int, int]], family: str, style: str) -> None:
    options = Options(
        layout_features=FEATURES, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14], hinting=False, notdef_outline=True,
        recalc_timestamp=False, drop_tables=["DSIG", "STAT", "BASE"],
    )  # fmt: skip
    font = TTFont(source, recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in ranges for code in range(first, last + 1)])
    subsetter.subset(font)
    names = font["name"]
    postscript = f"{family.replace(' ', '')}-{style}"
    for number, text in ((1, family), (2, style), (3, postscript), (4, f"{family} {style}"), (6, postscript)):
        names.removeNames(nameID=number)
        names.setName(text, number, 3, 1, 0x409)
    font.flavor = "woff2" if target.suffix == ".woff2" else None
    font.save(target)


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:4]))
