"""Batches of rows for one rank of a training run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .rows import Row
from .shards import Shards, ShardsError

#: The target of tokens that are not learnt; what ``ignore_index`` has to be.
IGNORED = -1


@dataclass(frozen=True)
class Batch:
    """Rows of one step on one rank; every array is ``[rows, sequence length]``."""

    inputs: NDArray[np.int64]
    #: The token behind each input; -1 where it is padding.
    targets: NDArray[np.int64]
    #: The inputs' places in their documents' pieces.
    position_ids: NDArray[np.int64]
    #: The inputs' documents, numbered within their row; -1 for padding.
    documents: NDArray[np.int64]
    #: Names of the rows' sources.
    sources: list[str]


class Loader:
    """Goes through the rows of packed shards in their order, once.

    A step takes ``batch_size * world_size`` consecutive rows, of which every rank has ``batch_size``. Rows at the end that
    do not fill a step are left out. Where the loader is in the stream does not depend on the world size.

    In a curriculum of sequence lengths all rows of a step have one length; rows before a change that do not fill a step
    are left out, too. ``batch_size`` may then name the rows for each length, such as ``{2048: 32, 8192: 8}``.
    """

    def __init__(
        self, shards: Shards, batch_size: int | Mapping[int, int], rank: int = 0, world_size: int = 1
    ) -> None:
        if shards.row_tokens is None:
            raise ShardsError(f"{shards.folder}: these shards hold whole documents; batches are made of packed rows")
        if shards.objective != "causal":
            raise ShardsError(
                f"{shards.folder}: batches are made for the next token; stack the rows' columns for {shards.objective}"
            )
        self._runs = shards.lengths()
        self._sizes = {
            length: batch_size if isinstance(batch_size, int) else batch_size.get(length, 0) for _, length in self._runs
        }
        if any(size < 1 for size in self._sizes.values()) or not 0 <= rank < world_size:
            raise ValueError(
                f"batch_size {batch_size}, rank {rank} of {world_size}; sequences have the lengths {list(self._sizes)}"
            )
        self.shards, self.batch_size, self.rank, self.world_size = shards, batch_size, rank, world_size
        self._row = 0
        self._within = shards.manifest["targets"] == "within-row"

    def __len__(self) -> int:
        """Steps that are left."""
        steps, first = 0, self._row
        for end, length in self._runs:
            if first < end:
                steps += (end - first) // (self._sizes[length] * self.world_size)
                first = end
        return steps

    def __iter__(self) -> Iterator[Batch]:
        for end, length in self._runs:
            size = self._sizes[length]
            while self._row < end:
                if self._row + size * self.world_size > end:
                    # What does not fill a step before the length changes, or before the end of the stream.
                    if end == len(self.shards):
                        return
                    self._row = end
                    break
                first = self._row + self.rank * size
                # Before the batch is given: a state saved while it is used goes on behind it.
                self._row += size * self.world_size
                yield self._batch(range(first, first + size), length)

    def state_dict(self) -> dict[str, int]:
        """Where the loader is: the next row of the whole stream, the same on every rank."""
        return {"row": self._row}

    def load_state_dict(self, state: dict[str, int]) -> None:
        if not 0 <= state["row"] <= len(self.shards):
            raise ValueError(f"row {state['row']}: these shards have {len(self.shards)}")
        self._row = state["row"]

    def _batch(self, numbers: range, length: int) -> Batch:
        rows = [self.shards[number] for number in numbers]
        return Batch(
            np.stack([row.tokens[:length] for row in rows]).astype(np.int64),
            np.stack([self._targets(row, number, length) for row, number in zip(rows, numbers)]),
            np.stack([row.position_ids()[:length] for row in rows]).astype(np.int64),
            np.stack([row.document_index()[:length] for row in rows]).astype(np.int64),
            [row.source for row in rows],
        )

    def _targets(self, row: Row, number: int, length: int) -> NDArray[np.int64]:
        targets = np.full(length, IGNORED, np.int64)
        count = row.text_count
        targets[: max(0, count - 1)] = row.tokens[1:count]
        if not self._within and count == length and number + 1 < len(self.shards):
            after = self.shards[number + 1]
            if after.text_count > 0:
                targets[-1] = after.tokens[0]
        return targets
