"""A classifier of ours judges held-out texts as well as one of fastText's, and trains to the same bytes."""

import pathlib
import sys

import common
import fasttext

fasttext.FastText.eprint = lambda *_: None


def main():
    program, work = sys.argv[1], pathlib.Path(sys.argv[2])
    rows = [("good" if label in ("garden", "harbour") else "bad", text) for label, text in common.texts(4000, seed=5)]
    test = [("good" if label in ("garden", "harbour") else "bad", text) for label, text in common.texts(2000, seed=6)]
    common.write_lines(work / "train.jsonl", [dict(text=text, label=label) for label, text in rows])
    common.write_lines(work / "test.jsonl", [dict(text=text, label=label) for label, text in test])
    for name, threads in (("a", "1"), ("b", "4")):
        said = common.sluice(program, "classifier", "train", "--labelled", str(work / "train.jsonl"), "--positive-label",
                             "good", "--output", str(work / f"{name}.model"), "--threads", threads, "--report",
                             str(work / f"{name}.json"), "--curve", str(work / f"{name}.svg"), "--bits", "16")
    for ending in ("model", "json", "svg"):
        assert (work / f"a.{ending}").read_bytes() == (work / f"b.{ending}").read_bytes(), f"other threads, other .{ending}"
    common.sluice(program, "classifier", "apply", str(work / "test.jsonl"), "--model", str(work / "a.model"), "--output",
                  str(work / "out.jsonl"))
    scores = [float(row["metadata"]["classifier_score"]) for row in common.read_lines(work / "out.jsonl")]
    ours = sum((score >= 0.5) == (label == "good") for score, (label, _) in zip(scores, test)) / len(test)
    (work / "train.txt").write_text("".join(f"__label__{label} {text}\n" for label, text in rows))
    model = common.fasttext_train(work / "train.txt", wordNgrams=2, epoch=5, lr=0.5)
    theirs = sum(model.predict(text)[0][0] == f"__label__{label}" for label, text in test) / len(test)
    assert "held out" in said
    assert ours >= theirs - 0.01, f"accuracy {ours:.4f}, fastText's {theirs:.4f}"
    print(f"training: accuracy {ours:.4f} on {len(test)} texts, fastText's {theirs:.4f}; the same bytes with 1 and 4 threads")


main()
