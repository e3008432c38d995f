"""The pdfium functions that are called for each character or path, bound to plain addresses.

pypdfium2 passes pointer objects, which costs more than the call itself; on pages with ten thousand dashes these calls
are all of the time. Handles are therefore integers here, and results are written into numpy arrays by address.
"""

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium_c

_HANDLE = ctypes.c_void_p
_ADDRESS = ctypes.c_void_p
_INT = ctypes.c_int


def _bound(name: str, result: type[Any], *arguments: type[Any]) -> Callable[..., int]:
    address = ctypes.cast(getattr(pdfium_c, name), ctypes.c_void_p).value
    if address is None:
        raise ImportError(name)
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


def handle_of(pointer: object) -> int:
    """The address that a pypdfium2 pointer holds."""
    address = ctypes.cast(pointer, ctypes.c_void_p).value  # type: ignore[arg-type]  # pypdfium2 is untyped
    if address is None:
        raise ValueError("null handle")
    return address


count_chars = _bound("FPDFText_CountChars", _INT, _HANDLE)
get_text = _bound("FPDFText_GetText", _INT, _HANDLE, _INT, _INT, _ADDRESS)
get_unicode = _bound("FPDFText_GetUnicode", ctypes.c_uint, _HANDLE, _INT)
is_generated = _bound("FPDFText_IsGenerated", _INT, _HANDLE, _INT)
has_unicode_map_error = _bound("FPDFText_HasUnicodeMapError", _INT, _HANDLE, _INT)
get_loose_char_box = _bound("FPDFText_GetLooseCharBox", _INT, _HANDLE, _INT, _ADDRESS)
get_char_angle = _bound("FPDFText_GetCharAngle", ctypes.c_float, _HANDLE, _INT)

count_page_objects = _bound("FPDFPage_CountObjects", _INT, _HANDLE)
get_page_object = _bound("FPDFPage_GetObject", _HANDLE, _HANDLE, _INT)
count_form_objects = _bound("FPDFFormObj_CountObjects", _INT, _HANDLE)
get_form_object = _bound("FPDFFormObj_GetObject", _HANDLE, _HANDLE, ctypes.c_ulong)
get_object_type = _bound("FPDFPageObj_GetType", _INT, _HANDLE)
get_object_bounds = _bound("FPDFPageObj_GetBounds", _INT, _HANDLE, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS)
get_object_matrix = _bound("FPDFPageObj_GetMatrix", _INT, _HANDLE, _ADDRESS)
get_draw_mode = _bound("FPDFPath_GetDrawMode", _INT, _HANDLE, _ADDRESS, _ADDRESS)
get_fill_color = _bound("FPDFPageObj_GetFillColor", _INT, _HANDLE, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS)
count_segments = _bound("FPDFPath_CountSegments", _INT, _HANDLE)
get_segment = _bound("FPDFPath_GetPathSegment", _HANDLE, _HANDLE, _INT)
get_segment_point = _bound("FPDFPathSegment_GetPoint", _INT, _HANDLE, _ADDRESS, _ADDRESS)
get_segment_type = _bound("FPDFPathSegment_GetType", _INT, _HANDLE)
get_segment_close = _bound("FPDFPathSegment_GetClose", _INT, _HANDLE)
