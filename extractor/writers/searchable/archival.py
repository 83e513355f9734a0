"""What makes a PDF one for archives (PDF/A-2, level B), by ISO 19005-2 and -1.

Takes out what such a file must not hold, and says what keeps it from being one: fonts that are not
in the file cannot be put there, and inks for a press have no colour without the press. Knows no
text, and no metadata (:mod:`.metadata`). No validator of that standard comes with this program:
what is checked is what the files that it meets break.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

FORBIDDEN_ACTIONS = frozenset(
    {
        *("/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/JavaScript", "/Hide"),
        *("/SetOCGState", "/Rendition", "/Trans", "/GoTo3DView", "/SubmitForm"),
    }
)
"""ISO 19005-2, 6.5.1."""
FORBIDDEN_NOTES = frozenset({"/3D", "/Sound", "/Screen", "/Movie", "/RichMedia", "/FileAttachment"})
"""ISO 19005-2, 6.3.1; attachments may only be PDF/A themselves."""
ROOT_GONE = ("/AA", "/AcroForm", "/AF", "/Collection", "/Perms", "/Requirements", "/Version",
             "/Extensions", "/NeedsRendering", "/DSS", "/SpiderInfo", "/Legal")  # fmt: skip
IMAGE_GONE = ("/Interpolate", "/Alternates", "/OPI")
STYLE_GONE = ("/TR", "/TR2", "/HTP", "/HTO")
SHOWN, HIDDEN = 4, 1 | 2 | 32 | 256
"""Flags of an annotation: to be printed; invisible, hidden, not viewed, viewed by turns."""
DEEPEST = 40
MOST_NAMED = 4
"""Reasons of a kind that are told by name."""


def signed(pdf: pikepdf.Pdf) -> bool:
    """Whether somebody has signed the file digitally."""
    form = pdf.Root.get("/AcroForm")
    if "/Perms" in pdf.Root:
        return True
    fields = list(form.get("/Fields", [])) if isinstance(form, Dictionary) else []
    seen = 0
    while fields and seen < 10_000:
        seen += 1
        field = fields.pop()
        if not isinstance(field, Dictionary):
            continue
        if field.get("/FT") == Name.Sig and "/V" in field:
            return True
        fields += list(field.get("/Kids", []))
    return False


def clear(pdf: pikepdf.Pdf) -> None:
    """Take out what an archive must not hold; what is seen on the pages stays."""
    # What fields and stamps show becomes part of the page. Fields without a look get none.
    pdf.flatten_annotations("all")
    root = pdf.Root
    for key in ROOT_GONE:
        if key in root:
            del root[key]
    names = root.get("/Names")
    if isinstance(names, Dictionary):
        for key in ("/JavaScript", "/EmbeddedFiles", "/AlternatePresentations", "/Renditions"):
            if key in names:
                del names[key]
    _layers(root)
    for page in pdf.pages:
        _notes(page.obj)
        for key in ("/AA", "/PresSteps"):
            if key in page.obj:
                del page.obj[key]
    for thing in pdf.objects:
        _visit(thing, 0)


def _notes(page: Any) -> None:
    """Annotations: those that are allowed, and shown as they are printed."""
    notes = page.get("/Annots")
    if not isinstance(notes, Array):
        return
    kept = []
    for note in notes:
        if not isinstance(note, Dictionary) or str(note.get("/Subtype")) in FORBIDDEN_NOTES:
            continue
        if int(note.get("/F", 0)) & HIDDEN:
            continue
        plain = str(note.get("/Subtype")) in ("/Link", "/Popup") or "/AP" in note
        if plain:
            note.F = int(note.get("/F", 0)) | SHOWN
            kept.append(note)
    page.Annots = Array(kept)


def _layers(root: Any) -> None:
    """Every configuration of layers has a name, and none is switched by events."""
    layers = root.get("/OCProperties")
    if not isinstance(layers, Dictionary):
        return
    given = [layers.get("/D"), *list(layers.get("/Configs", []))]
    for number, config in enumerate(given):
        if isinstance(config, Dictionary):
            if "/AS" in config:
                del config["/AS"]
            config.Name = String(f"{number}")


def _visit(thing: Any, depth: int) -> None:
    """An object and what is written within it: no forbidden action, no forbidden key."""
    if depth > DEEPEST:
        return
    if isinstance(thing, Array):
        within = list(thing)
    elif isinstance(thing, Dictionary | pikepdf.Stream):
        for key in _unwanted(thing):
            del thing[key]
        within = [one for _, one in thing.items()]
    else:
        return
    for one in within:
        if isinstance(one, Dictionary | Array) and not one.is_indirect:
            _visit(one, depth + 1)


def _unwanted(thing: Any) -> list[str]:
    gone = [key for key in ("/A", "/PA", "/OpenAction", "/Next") if _forbidden(thing.get(key))]
    if "/AA" in thing:
        gone.append("/AA")
    kind = thing.get("/Type"), thing.get("/Subtype")
    if kind[1] == Name.Image:
        gone += [key for key in IMAGE_GONE if key in thing]
    elif kind[1] == Name.Form:
        gone += [key for key in ("/OPI", "/PS", "/Ref") if key in thing]
    if kind[0] == Name.ExtGState:
        gone += [key for key in STYLE_GONE if key in thing]
    if kind[0] == Name.Filespec:
        gone += [key for key in ("/EF", "/RF") if key in thing]
    return gone


def _forbidden(action: Any) -> bool:
    if isinstance(action, Array):
        return any(_forbidden(one) for one in action)
    return isinstance(action, Dictionary) and str(action.get("/S")) in FORBIDDEN_ACTIONS


# ----------------------------------------------------------------- what keeps it from being one


def against(pdf: pikepdf.Pdf) -> list[str]:
    """Why the file cannot be one for archives, each named as it is in the file; [] if it can."""
    fonts: dict[str, None] = {}
    inks: dict[str, None] = {}
    seen: set[tuple[int, int]] = set()
    for page in pdf.pages:
        for holder, resources in _holders(page, page.obj.get("/Resources"), seen, 0):
            fonts.update(dict.fromkeys(_foreign_fonts(holder, resources)))
            inks.update(dict.fromkeys(_inks(holder, resources)))
    return [*list(fonts)[:MOST_NAMED], *list(inks)[:MOST_NAMED]]


def _holders(
    holder: Any, resources: Any, seen: set[tuple[int, int]], depth: int
) -> Iterator[tuple[Any, Dictionary]]:
    """Whatever has operators of its own, with what it draws with."""
    if not isinstance(resources, Dictionary) or depth > DEEPEST:
        return
    yield holder, resources
    for kind in ("/XObject", "/Pattern"):
        things: Any = resources.get(kind, {})
        for thing in things.values() if isinstance(things, Dictionary) else ():
            if not isinstance(thing, pikepdf.Stream) or thing.objgen in seen:
                continue
            seen.add(thing.objgen)
            if thing.get("/Subtype") != Name.Image:
                yield from _holders(thing, thing.get("/Resources"), seen, depth + 1)


def _foreign_fonts(holder: Any, resources: Dictionary) -> Iterator[str]:
    """Fonts by which something is shown and that are not in the file."""
    fonts: Any = resources.get("/Font", {})
    lacking = {
        name: str(font.get("/BaseFont", name)).lstrip("/")
        for name, font in (fonts.items() if isinstance(fonts, Dictionary) else ())
        if isinstance(font, Dictionary) and not _embedded(font)
    }
    if lacking:
        used = _used_fonts(holder)
        yield from (base for name, base in lacking.items() if name in used)


def _embedded(font: Dictionary) -> bool:
    if font.get("/Subtype") == Name.Type3:
        return True
    parts = list(font.get("/DescendantFonts", [])) or [font]
    described: Any = parts[0].get("/FontDescriptor", {})
    return any(key in described for key in ("/FontFile", "/FontFile2", "/FontFile3"))


def _used_fonts(holder: Any) -> set[str]:
    """Names of the fonts in which letters are drawn that can be seen."""
    used: set[str] = set()
    font, mode = "", 0
    kept: list[tuple[str, int]] = []
    for operation in pikepdf.parse_content_stream(holder, "q Q Tf Tr Tj TJ ' \""):
        operator = str(operation.operator)
        if operator == "q":
            kept.append((font, mode))
        elif operator == "Q":
            font, mode = kept.pop() if kept else (font, mode)
        elif operator == "Tf":
            font = str(operation.operands[0])
        elif operator == "Tr":
            mode = int(operation.operands[0])
        elif mode != 3:
            used.add(font)
    return used


def _inks(holder: Any, resources: Dictionary) -> Iterator[str]:
    """Colours of a press, which mean nothing without its profile."""
    press = (Name.DeviceCMYK, Name("/CMYK"))
    things: Any = resources.get("/XObject", {})
    for thing in things.values() if isinstance(things, Dictionary) else ():
        if isinstance(thing, pikepdf.Stream) and thing.get("/ColorSpace") in press:
            yield "CMYK"
            return
    for operation in pikepdf.parse_content_stream(holder, "k K cs CS"):
        operator = str(operation.operator)
        if operator in ("k", "K") or (operation.operands and operation.operands[0] in press):
            yield "CMYK"
            return
