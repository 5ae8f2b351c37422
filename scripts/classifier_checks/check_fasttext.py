"""Labels and probabilities of fastText's models, of every loss, plain and quantised, are those of fastText."""

import pathlib
import sys

import common
import fasttext

fasttext.FastText.eprint = lambda *_: None
MODELS = {
    "softmax": {}, "letters": dict(minn=2, maxn=4), "short": dict(minn=1, maxn=3, wordNgrams=2), "pairs": dict(wordNgrams=3),
    "tree": dict(loss="hs", minn=2, maxn=4), "tree-pairs": dict(loss="hs", wordNgrams=2), "negative": dict(loss="ns"),
    "one-versus-all": dict(loss="ova", minn=3, maxn=3),
}


def train(work, rows, name, **options):
    source = work / "train.txt"
    source.write_text("".join(f"__label__{label} {text}\n" for label, text in rows))
    model = common.fasttext_train(source, dim=10, epoch=5, lr=0.05, bucket=5000, **options)
    model.save_model(str(work / f"{name}.bin"))
    return model, source


def compare(program, work, path, rows):
    """The most probable label and its probability, for each text; returns the largest difference."""
    model = fasttext.load_model(str(path))
    output = work / "out.jsonl"
    common.sluice(program, "clean", str(work / "texts.jsonl"), "--stages", "language", "--language-model", str(path),
                  "--output", str(output))
    largest = 0.0
    found = common.read_lines(output)
    assert len(found) == len(rows), f"{path.name}: {len(found)} of {len(rows)} lines"
    for row, text in zip(found, rows):
        labels, probabilities = model.predict(text.replace("\n", " "), k=2)
        label, score = row["metadata"]["language"], float(row["metadata"]["language_score"])
        if not labels:
            assert label == "und" and score == 0, f"{path.name}: {text[:60]!r} has no label, sluice says {label}"
            continue
        difference = abs(min(probabilities[0], 1) - score)
        is_tie = len(labels) > 1 and probabilities[0] - probabilities[1] < 1e-4
        assert labels[0] == f"__label__{label}" or is_tie, f"{path.name}: {text[:60]!r}: {labels}, sluice says {label}"
        assert difference < 1.2e-4, f"{path.name}: {text[:60]!r}: {probabilities}, sluice says {score}"
        largest = max(largest, difference)
    return largest


def main():
    program, work = sys.argv[1], pathlib.Path(sys.argv[2])
    rows = common.texts(2000, seed=1)
    texts = [text for _, text in common.texts(1500, seed=2)] + common.odd_texts()
    common.write_lines(work / "texts.jsonl", [dict(id=str(i), text=text) for i, text in enumerate(texts)])
    count, largest = 0, 0.0
    for name, options in MODELS.items():
        model, source = train(work, rows, name, **options)
        paths = [work / f"{name}.bin"]
        # Dictionaries below 256 rows cannot be quantised.
        if options.get("minn"):
            model.quantize(input=str(source), qnorm=name == "letters", cutoff=600, dsub=2 if name == "short" else 3)
            model.save_model(str(work / f"{name}.ftz"))
            paths.append(work / f"{name}.ftz")
        for path in paths:
            largest = max(largest, compare(program, work, path, texts))
            count += 1
    # A quantised output needs 256 labels.
    many = [(f"{label}{index % 75}", text) for index, (label, text) in enumerate(common.texts(3000, seed=3))]
    for loss in ("softmax", "hs"):
        model, source = train(work, many, f"many-{loss}", loss=loss, minn=2, maxn=3)
        model.quantize(input=str(source), qnorm=loss == "hs", qout=True, cutoff=600, dsub=4)
        model.save_model(str(work / f"many-{loss}.ftz"))
        for ending in ("bin", "ftz"):
            largest = max(largest, compare(program, work, work / f"many-{loss}.{ending}", texts))
            count += 1
    print(f"fastText: {count} models, {len(texts)} texts each: the same labels, probabilities within {largest:.6f}")


main()
