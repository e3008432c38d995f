"""The pdfium functions that are called for each character or path, bound to plain addresses.

pypdfium2 passes pointer objects, which costs more than the call itself; on pages with ten thousand dashes these calls
are all of the time. Handles are therefore integers here, and results are written into numpy arrays by address.
"""

import ctypes
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from itertools import repeat
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium_c

_HANDLE = ctypes.c_void_p
_ADDRESS = ctypes.c_void_p
_INT = ctypes.c_int
# A call with a c_int takes about a quarter longer than with a c_void_p; both are passed in the same register.
_INDEX = ctypes.c_void_p

TEXT, PATH, IMAGE, FORM = 1, 2, 3, 5
LINE_TO, BEZIER_TO, MOVE_TO = 0, 1, 2

Floats = npt.NDArray[np.float64]


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
get_unicode = _bound("FPDFText_GetUnicode", ctypes.c_uint, _HANDLE, _INDEX)
is_generated = _bound("FPDFText_IsGenerated", _INT, _HANDLE, _INDEX)
has_unicode_map_error = _bound("FPDFText_HasUnicodeMapError", _INT, _HANDLE, _INDEX)
get_loose_char_box = _bound("FPDFText_GetLooseCharBox", _INT, _HANDLE, _INDEX, _ADDRESS)
get_char_angle = _bound("FPDFText_GetCharAngle", ctypes.c_float, _HANDLE, _INDEX)

get_text_object = _bound("FPDFText_GetTextObject", ctypes.c_size_t, _HANDLE, _INDEX)  # 0 where there is none
get_char_box = _bound("FPDFText_GetCharBox", _INT, _HANDLE, _INDEX, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS)

count_page_objects = _bound("FPDFPage_CountObjects", _INT, _HANDLE)
get_page_object = _bound("FPDFPage_GetObject", _HANDLE, _HANDLE, _INDEX)
count_form_objects = _bound("FPDFFormObj_CountObjects", _INT, _HANDLE)
get_form_object = _bound("FPDFFormObj_GetObject", _HANDLE, _HANDLE, _INDEX)
remove_page_object = _bound("FPDFPage_RemoveObject", _INT, _HANDLE, _HANDLE)
remove_form_object = _bound("FPDFFormObj_RemoveObject", _INT, _HANDLE, _HANDLE)
destroy_object = _bound("FPDFPageObj_Destroy", _INT, _HANDLE)
get_object_type = _bound("FPDFPageObj_GetType", _INT, _HANDLE)
get_object_bounds = _bound("FPDFPageObj_GetBounds", _INT, _HANDLE, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS)
get_object_matrix = _bound("FPDFPageObj_GetMatrix", _INT, _HANDLE, _ADDRESS)
get_draw_mode = _bound("FPDFPath_GetDrawMode", _INT, _HANDLE, _ADDRESS, _ADDRESS)
get_fill_color = _bound("FPDFPageObj_GetFillColor", _INT, _HANDLE, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS)
get_stroke_color = _bound("FPDFPageObj_GetStrokeColor", _INT, _HANDLE, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS)
get_text_render_mode = _bound("FPDFTextObj_GetTextRenderMode", _INT, _HANDLE)
has_transparency = _bound("FPDFPageObj_HasTransparency", _INT, _HANDLE)
set_active = _bound("FPDFPageObj_SetIsActive", _INT, _HANDLE, _INT)
count_marks = _bound("FPDFPageObj_CountMarks", _INT, _HANDLE)
get_mark = _bound("FPDFPageObj_GetMark", _HANDLE, _HANDLE, _INDEX)
get_mark_name = _bound("FPDFPageObjMark_GetName", _INT, _HANDLE, _ADDRESS, _HANDLE, _ADDRESS)
get_mark_text = _bound(
    "FPDFPageObjMark_GetParamStringValue", _INT, _HANDLE, ctypes.c_char_p, _ADDRESS, _HANDLE, _ADDRESS
)
get_clip_path = _bound("FPDFPageObj_GetClipPath", _HANDLE, _HANDLE)
count_clip_paths = _bound("FPDFClipPath_CountPaths", _INT, _HANDLE)
count_clip_segments = _bound("FPDFClipPath_CountPathSegments", _INT, _HANDLE, _INT)
get_clip_segment = _bound("FPDFClipPath_GetPathSegment", _HANDLE, _HANDLE, _INT, _INT)
count_segments = _bound("FPDFPath_CountSegments", _INT, _HANDLE)
get_segment = _bound("FPDFPath_GetPathSegment", _HANDLE, _HANDLE, _INDEX)
get_segment_point = _bound("FPDFPathSegment_GetPoint", _INT, _HANDLE, _ADDRESS, _ADDRESS)
get_segment_type = _bound("FPDFPathSegment_GetType", _INT, _HANDLE)
get_segment_close = _bound("FPDFPathSegment_GetClose", _INT, _HANDLE)


def bounds_of(handles: Sequence[int]) -> Floats:
    """The boxes (left, bottom, right, top) of page objects, in the space of their parent."""
    boxes = np.zeros((len(handles), 4), dtype=np.float32)
    starts = range(boxes.ctypes.data, boxes.ctypes.data + 16 * len(handles), 16)
    corners = [range(starts.start + 4 * corner, starts.stop + 4 * corner, 16) for corner in range(4)]
    _run(map(get_object_bounds, handles, *corners))
    return boxes.astype(np.float64)


def loose_char_boxes(text_page: int, count: int) -> Floats:
    """The boxes (left, bottom, right, top) of a page's glyphs: as high as the font, as wide as the advance."""
    # FS_RECTF is (left, top, right, bottom).
    boxes = np.zeros((count, 4), dtype=np.float32)
    base = boxes.ctypes.data
    _run(map(get_loose_char_box, repeat(text_page), range(count), range(base, base + 16 * count, 16)))
    return boxes[:, [0, 3, 2, 1]].astype(np.float64)


def unmapped(text_page: int, count: int) -> npt.NDArray[np.bool_]:
    """For each glyph whether its font does not say which character it is: then its code is any number."""
    return np.fromiter(map(has_unicode_map_error, repeat(text_page), range(count)), dtype=np.int32, count=count) > 0


def points_of(segments: Sequence[int]) -> Floats:
    """The points (x, y) of path segments."""
    points = np.zeros((len(segments), 2), dtype=np.float32)
    addresses = range(points.ctypes.data, points.ctypes.data + 8 * len(segments), 8)
    _run(map(get_segment_point, segments, addresses, range(addresses.start + 4, addresses.stop + 4, 8)))
    return points.astype(np.float64)


def _run(calls: Iterable[int]) -> None:
    """Make calls that write their results elsewhere."""
    deque(calls, maxlen=0)
