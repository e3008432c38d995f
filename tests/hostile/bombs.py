"""Compressed data that is small and unpacks to much, made without compressing much."""

import struct
import zlib

BLOCK = 2**20


def deflated_blanks(size: int, before: bytes = b"") -> bytes:
    """A raw deflate stream of `before` and then `size` blanks (whole MiB): blocks between full flushes repeat."""
    squeezer = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    start = squeezer.compress(before) + squeezer.flush(zlib.Z_FULL_FLUSH)
    block = squeezer.compress(b" " * BLOCK) + squeezer.flush(zlib.Z_FULL_FLUSH)
    return start + block * (size // BLOCK) + squeezer.flush()


def zlib_blanks(size: int, before: bytes = b"") -> bytes:
    """The same as a zlib stream, as PDF wants it."""
    checksum = zlib.adler32(before)
    for _ in range(size // BLOCK):
        checksum = zlib.adler32(b" " * BLOCK, checksum)
    return b"\x78\x9c" + deflated_blanks(size, before) + struct.pack(">I", checksum)
