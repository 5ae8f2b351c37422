"""One row of tokens, and the documents it is made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: A piece of a document: its id in two halves, the place of the piece's first token in the document's sequence (the
#: end-of-document id included), the number of its tokens.
PIECE = np.dtype([("high", "<u8"), ("low", "<u8"), ("first", "<u4"), ("count", "<u4")])


@dataclass(frozen=True)
class Row:
    """A packed row, or a whole document.

    Rows for other objectives than the next token have ``columns``: the arguments of Hugging Face's models by name, with
    -100 for labels that are none. Their ``tokens`` are the inputs, while ``pieces`` count the tokens that were packed;
    which inputs may look at which, and where they stand, is for such models the business of ``attention_mask``.
    """

    #: Ids, padding included; a view of the mapped file.
    tokens: NDArray[Any]
    #: Name of the source.
    source: str
    #: The row's pieces in order, of the type ``PIECE``. What the row holds behind them is padding.
    pieces: NDArray[Any]
    #: ``input_ids``, ``labels``, ``attention_mask`` and, for pairs of segments, ``token_type_ids`` and
    #: ``next_sentence_label``; empty for causal rows.
    columns: dict[str, NDArray[Any]] = field(default_factory=dict)

    @property
    def text_count(self) -> int:
        """Tokens of documents in the row; they stand before its padding."""
        return int(self.pieces["count"].sum())

    def _need_plain(self) -> None:
        if self.columns:
            raise ValueError("the inputs of this objective are not the documents' tokens: use attention_mask")

    def document_ids(self) -> list[str]:
        """The documents' ids as Sluice prints them, one for each piece."""
        return [f"{int(high):016x}{int(low):016x}" for high, low in zip(self.pieces["high"], self.pieces["low"])]

    def document_index(self) -> NDArray[np.int32]:
        """For every token the number of its piece in the row; -1 for padding."""
        self._need_plain()
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
        self._need_plain()
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

    def packed(self, objective: dict[str, Any] | str) -> NDArray[np.int64]:
        """The documents' tokens as they were packed, with nothing taken out or hidden.

        :param objective: the manifest's.
        """
        if not self.columns or isinstance(objective, str):
            return self.tokens[: self.text_count].astype(np.int64)
        inputs = self.tokens[self.columns["attention_mask"] == 1].astype(np.int64)
        labels = self.columns["labels"].astype(np.int64)
        if objective["type"] == "masked":
            hidden = labels[: len(inputs)]
            tokens = np.where(hidden == -100, inputs, hidden)
            frame = [0, len(inputs) - 1]
            if objective["sentencePairs"] is not None:
                frame.append(1 + int(self.pieces["count"][0]))
            return np.delete(tokens, frame)
        labels = labels[labels != -100][:-1]
        spans: dict[int, NDArray[np.int64]] = {}
        place, count = 0, 0
        for sentinel in objective["sentinels"]:
            if place == len(labels) or labels[place] != sentinel:
                break
            following = objective["sentinels"][count + 1] if count + 1 < len(objective["sentinels"]) else -1
            ends = np.flatnonzero(labels[place:] == following)
            end = place + int(ends[0]) if len(ends) else len(labels)
            spans[sentinel] = labels[place + 1 : end]
            place, count = end, count + 1
        parts = [spans.get(int(token), np.array([token], np.int64)) for token in inputs[:-1]]
        return np.concatenate(parts) if parts else np.zeros(0, np.int64)
