"""What makes a PDF one for archives (PDF/A-2, level B), by ISO 19005-2 and -1.

Takes out what such a file must not hold, has pikepdf put in what it must, and lets pikepdf's
validator judge the bytes that were written: it approves only what it knows to conform. A file that
it does not approve is written again and claims nothing. Nothing here looks at a page's text.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, pdfa

from extractor.version import __version__

VERSION = "1.7"
"""Of PDF: the one that PDF/A-2 builds on."""
FORBIDDEN_ACTIONS = frozenset(
    {
        *("/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/JavaScript", "/Hide"),
        *("/SetOCGState", "/Rendition", "/Trans", "/GoTo3DView", "/SubmitForm"),
    }
)
"""ISO 19005-2, 6.5.1."""
FORBIDDEN_NOTES = frozenset({"/3D", "/Sound", "/Screen", "/Movie", "/RichMedia", "/FileAttachment"})
"""ISO 19005-2, 6.3.1; attachments may only be PDF/A themselves."""
ROOT_GONE = (
    *("/AA", "/OpenAction", "/AcroForm", "/AF", "/Collection", "/Perms", "/Version", "/Legal"),
    *("/Requirements", "/Extensions", "/NeedsRendering", "/DSS", "/SpiderInfo"),
)
CHECKSUM = "/DocChecksum"
"""LibreOffice's own, in the trailer; no standard knows it, and it is of another file by now."""
PAGE_GONE = ("/AA", "/PresSteps", "/Trans", "/Dur")
IMAGE_GONE = ("/Alternates", "/OPI")
STYLE_GONE = ("/TR", "/TR2", "/HTP", "/HTO")
SHOWN, HIDDEN = 4, 1 | 2 | 32 | 256
"""Flags of an annotation: to be printed; invisible, hidden, not viewed, viewed by turns."""
DEEPEST = 40
MOST_NAMED = 3
"""Reasons that are told."""
FLAVOUR = pdfa.Flavour.PDFA_2B
CLAIM = ("pdfaid:part", "pdfaid:conformance")
RESOURCES = frozenset(
    {
        *("/ColorSpace", "/ExtGState", "/Font", "/Pattern", "/ProcSet", "/Properties"),
        *("/Shading", "/XObject"),
    }
)
"""What a page or a form may draw with (ISO 32000-1, table 33)."""


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
    if CHECKSUM in pdf.trailer:
        del pdf.trailer[CHECKSUM]
    names = root.get("/Names")
    if isinstance(names, Dictionary):
        for key in ("/JavaScript", "/EmbeddedFiles", "/AlternatePresentations", "/Renditions"):
            if key in names:
                del names[key]
    for page in pdf.pages:
        _notes(page.obj)
        for key in PAGE_GONE:
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
    resources = thing.get("/Resources")
    if isinstance(resources, Dictionary):
        for key in resources.keys() - RESOURCES:
            del resources[key]
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


def write(pdf: pikepdf.Pdf, path: Path) -> list[str]:
    """Write the file as one for archives; why it is none, [] where it is.

    The same document gives the same bytes: nothing in it tells when it was written.
    """
    # Programs name fonts and pictures that they never use, and leave them out of the file.
    pdf.remove_unreferenced_resources()
    pdfa.prepare(pdf, FLAVOUR)
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as told:
        told["pdf:Producer"] = f"baocao {__version__}"
        if "xmp:MetadataDate" in told:
            del told["xmp:MetadataDate"]
    if "/Info" in pdf.trailer:  # which would have to say the same once more
        del pdf.trailer["/Info"]
    settings = pdfa.resolve_save_kwargs(FLAVOUR, deterministic_id=True, force_version=VERSION)
    pdf.save(path, **settings)
    report = pdfa.validate_written(path, FLAVOUR)
    if report.passed:
        return []
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as told:
        for claim in CLAIM:
            del told[claim]
    pdf.save(path, **settings)
    return list(dict.fromkeys(finding.message for finding in report.findings))[:MOST_NAMED]
