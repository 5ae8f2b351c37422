"""One row of tokens, and the documents it is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: A piece of a document: its id in two halves, the place of the piece's first token in the document's sequence (the
#: end-of-document id included), the number of its tokens.
PIECE = np.dtype([("high", "<u8"), ("low", "<u8"), ("first", "<u4"), ("count", "<u4")])


@dataclass(frozen=True)
class Row:
    """A packed row, or a whole document."""

    #: Ids, padding included; a view of the mapped file.
    tokens: NDArray[Any]
    #: Name of the source.
    source: str
    #: The row's pieces in order, of the type ``PIECE``. What the row holds behind them is padding.
    pieces: NDArray[Any]

    @property
    def text_count(self) -> int:
        """Tokens before padding."""
        return int(self.pieces["count"].sum())

    def document_ids(self) -> list[str]:
        """The documents' ids as Sluice prints them, one for each piece."""
        return [f"{int(high):016x}{int(low):016x}" for high, low in zip(self.pieces["high"], self.pieces["low"])]

    def document_index(self) -> NDArray[np.int32]:
        """For every token the number of its piece in the row; -1 for padding."""
        index = np.full(len(self.tokens), -1, np.int32)
        index[: self.text_count] = np.repeat(np.arange(len(self.pieces), dtype=np.int32), self.pieces["count"])
        return index

    def position_ids(self) -> NDArray[np.int32]:
        """For every token its place in its piece; padding counts on by itself."""
        bounds = self.cumulative_lengths()
        starts = np.repeat(bounds[:-1], np.diff(bounds))
        return np.arange(len(self.tokens), dtype=np.int32) - starts

    def cumulative_lengths(self) -> NDArray[np.int32]:
        """Bounds of the pieces, from 0 to the row's length; padding is a piece of its own."""
        ends = np.cumsum(self.pieces["count"], dtype=np.int64)
        bounds = np.concatenate([np.zeros(1, np.int64), ends])
        if bounds[-1] < len(self.tokens):
            bounds = np.append(bounds, len(self.tokens))
        return bounds.astype(np.int32)

    def attention_mask(self) -> NDArray[np.bool_]:
        """``mask[i, j]``: token i may look at token j, which stands before it in the same document."""
        index = self.document_index()
        mask: NDArray[np.bool_] = (index[:, None] == index[None, :]) & (index[:, None] >= 0)
        return np.tril(mask)
