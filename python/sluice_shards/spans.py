"""The file beside every shard that says which documents its rows are made of."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .rows import PIECE

_ROW = np.dtype([("source", "<u4"), ("count", "<u4"), ("first", "<u8")])
_HEADER = 64


class Spans:
    """A mapped ``.spans`` file."""

    def __init__(self, path: str, row_count: int) -> None:
        header = np.fromfile(path, "<u8", 8)
        if len(header) < 8 or header[0].tobytes() != b"SLUICESP" or int(header[1]) != _HEADER << 32 | 1:
            raise ValueError(f"{path}: no spans file of version 1")
        rows, pieces = int(header[2]), int(header[3])
        bytes_ = np.memmap(path, np.uint8, "r")
        if rows != row_count or len(bytes_) != _HEADER + rows * _ROW.itemsize + pieces * PIECE.itemsize:
            raise ValueError(f"{path}: the spans of {rows} rows and {pieces} pieces do not fit the shard")
        end = _HEADER + rows * _ROW.itemsize
        self._rows: NDArray[Any] = bytes_[_HEADER:end].view(_ROW)
        self._pieces: NDArray[Any] = bytes_[end:].view(PIECE)

    def source(self, row: int) -> int:
        return int(self._rows[row]["source"])

    def pieces(self, row: int) -> NDArray[Any]:
        first = int(self._rows[row]["first"])
        return self._pieces[first : first + int(self._rows[row]["count"])]
