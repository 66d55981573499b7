"""Fonts: the bundled faces; a page carries those pieces whose characters it prints."""

import base64
import functools

from briefing.rendering.templates import bundled

#: File stem → CSS family and weight.
FACES = {
    "serif-regular": ("Brief Serif", 400),
    "serif-semibold": ("Brief Serif", 600),
    "sans-regular": ("Brief Sans", 400),
    "sans-semibold": ("Brief Sans", 600),
    "naskh-regular": ("Brief Naskh", 400),
    "naskh-semibold": ("Brief Naskh", 600),
}
_NASKH = "naskh"
#: Piece → code points that call for it (cut by `tools/fonts.py`).
SCRIPTS: dict[str, tuple[tuple[int, int], ...]] = {
    "latin": ((0x20, 0xFF), (0x131, 0x131), (0x152, 0x153), (0x2000, 0x206F), (0x20AC, 0x20AC), (0x2116, 0x2116),
              (0x2122, 0x2122), (0x2190, 0x2193), (0x2212, 0x2212)),
    "latin-ext": ((0x100, 0x130), (0x132, 0x151), (0x154, 0x17F), (0x18F, 0x18F), (0x1C4, 0x1CC), (0x1E6, 0x1E7),
                  (0x218, 0x21B), (0x259, 0x259), (0x1E9E, 0x1E9E)),
    "latin-more": ((0x180, 0x18E), (0x190, 0x1C3), (0x1CD, 0x1E5), (0x1E8, 0x217), (0x21C, 0x24F), (0x2BB, 0x2BC),
                   (0x300, 0x338), (0x1E00, 0x1E9D), (0x1E9F, 0x1EFF), (0x2070, 0x209F), (0x20A0, 0x20AB),
                   (0x20AD, 0x20C0), (0x2150, 0x218F), (0x2200, 0x2211), (0x2213, 0x22FF)),
    "cyrillic": ((0x400, 0x52F),),
    "greek": ((0x370, 0x3FF),),
    "arabic": ((0x600, 0x6FF), (0x750, 0x77F), (0x8A0, 0x8FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC)),
}  # fmt: skip


def scripts(text: str) -> tuple[str, ...]:
    """The pieces that ``text`` needs, in a fixed order."""
    codes = sorted(map(ord, set(text)))
    return tuple(
        script
        for script, ranges in SCRIPTS.items()
        if any(low <= code <= high for code in codes for low, high in ranges)
    )


def screen_faces(text: str) -> str:
    """CSS `@font-face` rules with the pieces that ``text`` needs, as data: addresses."""
    return "".join(
        _screen_face(face, script)
        for script in scripts(text)
        for face in FACES
        if face.startswith(_NASKH) == (script == "arabic")
    )


@functools.cache
def _screen_face(face: str, script: str) -> str:
    family, weight = FACES[face]
    content = base64.b64encode((bundled() / "fonts" / f"{face}-{script}.woff2").read_bytes()).decode("ascii")
    ranges = ",".join(f"U+{low:X}-{high:X}" if low != high else f"U+{low:X}" for low, high in SCRIPTS[script])
    return (
        f'@font-face{{font-family:"{family}";font-weight:{weight};font-display:swap;'
        f'src:url(data:font/woff2;base64,{content}) format("woff2");unicode-range:{ranges}}}\n'
    )


def print_faces(text: str) -> str:
    """CSS `@font-face` rules for the PDF; the addresses are answered by `pdf.Fetcher` alone."""
    arabic = "arabic" in scripts(text)
    return "".join(
        f'@font-face{{font-family:"{family}";font-weight:{weight};src:url("brief:fonts/{face}.ttf")}}\n'
        for face, (family, weight) in FACES.items()
        if arabic or not face.startswith(_NASKH)
    )
